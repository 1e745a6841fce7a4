// Steps that were not logged are found by enumerating all that an action allows, which over long sequences has no end
// in sight. After some seconds such an evaluation is given up (runtime::Context::stop): an explanation that came in
// time is worth more than one that is complete.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
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

  // While it lives, `context` gives up what it evaluates when patience is over.
  class Limited {
   public:
    Limited(runtime::Context& context, const Patience& patience) : context_(context), before_(context.stop) {
      context.stop = &patience.over_;
    }
    ~Limited() { context_.stop = before_; }
    Limited(const Limited&) = delete;
    Limited& operator=(const Limited&) = delete;

   private:
    runtime::Context& context_;
    const std::atomic<bool>* before_;
  };

 private:
  std::atomic<bool> over_{false};
  bool done_ = false;  // nobody waits any more
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread clock_;
};

}  // namespace trestle::explain
