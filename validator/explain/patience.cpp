#include "validator/explain/patience.h"

#include <chrono>
#include <utility>

#include "translator/runtime/eval_error.h"
#include "translator/runtime/layout.h"

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

std::string Patience::enumerate(runtime::Context& context, const std::function<void()>& steps) const {
  struct Limited {
    runtime::Context& context;
    const std::atomic<bool>* before;
    ~Limited() { context.stop = before; }
  } limited{context, std::exchange(context.stop, &over_)};
  try {
    steps();
  } catch (const runtime::Stopped&) {
  } catch (const runtime::Misfit&) {
  } catch (const runtime::EvalError& failure) {
    return failure.what();
  }
  return {};
}

}  // namespace trestle::explain
