// Threads with a stack that deep evaluation does not exhaust.
#pragma once

#include <functional>

#include <pthread.h>

namespace trestle::runtime {

// Joins in the destructor. `run` must not throw.
class DeepThread {
 public:
  explicit DeepThread(std::function<void()> run);
  ~DeepThread();
  DeepThread(const DeepThread&) = delete;
  DeepThread& operator=(const DeepThread&) = delete;

 private:
  std::function<void()> run_;
  pthread_t thread_{};
};

// Runs something on such a stack and waits for it; what it throws is passed on.
void on_deep_stack(const std::function<void()>& run);

// How far down the stack of this thread evaluation may go: what is left is for operators and for handling the error.
const char* stack_limit();

}  // namespace trestle::runtime
