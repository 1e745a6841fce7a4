#include "validator/explain/patience.h"

#include <chrono>

namespace trestle::explain {

Patience::Patience(double seconds)
    : clock_([this, seconds] {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return done_; })) over_ = true;
      }) {}

Patience::~Patience() {
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  changed_.notify_all();
  clock_.join();
}

}  // namespace trestle::explain
