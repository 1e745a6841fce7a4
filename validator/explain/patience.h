// Steps that were not logged are found by enumerating all that an action allows, which over long sequences has no end
// in sight. After some seconds such an evaluation is given up (runtime::Context::stop): an explanation that came in
// time is worth more than one that is complete.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "translator/runtime/context.h"

namespace trestle::explain {

class Patience {
 public:
  explicit Patience(double seconds);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  bool over() const { return over_; }

  // Enumerates steps, and ends where an evaluation has no value, the engine's layout has no place for one, or patience
  // is over: what was found so far stands. The error there was, if any.
  std::string enumerate(runtime::Context& context, const std::function<void()>& steps) const;

 private:
  std::atomic<bool> over_{false};
  bool done_ = false;  // nobody waits any more
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread clock_;
};

}  // namespace trestle::explain
