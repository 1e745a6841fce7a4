// Files that are still being written: at the end of one its reader waits for more, and goes over to the file that took
// its place when it was renamed, or to its beginning when it was cut (the two ways to rotate a log).
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "validator/trace/input.h"

namespace trestle::trace {

struct Following {
  std::chrono::milliseconds pause{50};
  const std::atomic<bool>* stop = nullptr;  // set from outside: what is there now is all
  std::function<void()> waiting = {};       // called before each pause
  bool ended = false;                       // nobody waits any more

  bool goes_on() const { return !ended && (stop == nullptr || !stop->load(std::memory_order_relaxed)); }
};

// The lines of `path`, beginning with those of `begin`, which is that file or one that it was renamed to. A file that
// is not there yet is waited for. "-" is standard input, which ends.
std::unique_ptr<ByteSource> follow(const std::string& path, const std::string& begin,
                                   std::shared_ptr<Following> following);

// Where the file of a spot is now: `path`, or a file in its folder that it was renamed to. Throws TraceError when it is
// gone.
std::string path_of(const std::string& path, const FileSpot& spot);

}  // namespace trestle::trace
