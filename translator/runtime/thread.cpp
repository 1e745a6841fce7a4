#include "translator/runtime/thread.h"

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

#include "translator/runtime/address_space.h"

namespace trestle::runtime {

// Address space only: pages of a stack come as they are touched. Halved where the limits of the machine forbid that
// much.
// Some million nested calls; to find that a recursion does not end takes seconds for every gigabyte of frames to unwind.
constexpr size_t kStackBytes = size_t{256} << 20;
constexpr size_t kLeastStackBytes = size_t{8} << 20;

DeepThread::DeepThread(std::function<void()> run) : run_(std::move(run)) {
  int error = 0;
  for (size_t bytes = std::max(kLeastStackBytes, within_address_space(kStackBytes, 32)); bytes >= kLeastStackBytes; bytes /= 2) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, bytes);
    error = pthread_create(
        &thread_, &attributes,
        [](void* self) -> void* {
          static_cast<DeepThread*>(self)->run_();
          return nullptr;
        },
        this);
    pthread_attr_destroy(&attributes);
    if (error == 0) return;
  }
  throw std::system_error(error, std::generic_category(), "cannot start a thread");
}

DeepThread::~DeepThread() { pthread_join(thread_, nullptr); }

void on_deep_stack(const std::function<void()>& run) {
  std::exception_ptr thrown;
  {
    DeepThread thread([&] {
      try {
        run();
      } catch (...) {
        thrown = std::current_exception();
      }
    });
  }
  if (thrown) std::rethrow_exception(thrown);
}

const char* stack_limit() {
  static constexpr size_t kReserve = size_t{512} << 10;
  static thread_local const char* const limit = [] {
    pthread_attr_t attributes;
    void* low = nullptr;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
      pthread_attr_getstack(&attributes, &low, &size);
      pthread_attr_destroy(&attributes);
    }
    return static_cast<const char*>(low) + std::min(kReserve, size / 4);
  }();
  return limit;
}

}  // namespace trestle::runtime
