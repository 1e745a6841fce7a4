// The file behind a tracer. Bytes are accepted into a bounded buffer and written from there; a write that fails or is
// cut short keeps the rest for the next try, so a full disk never tears a line in the middle.
#pragma once

#include <cstddef>
#include <string>

#include "tracer/lock.h"
#include "tracer/text.h"

namespace trestle::tracer {

class Sink {
 public:
  // Opens or creates `path` and locks it against other tracers. False with error() set when that is not possible.
  bool open(const std::string& path, size_t buffer_bytes);
  // The file becomes `to`, and an empty one takes its name, which is never without a file that is locked: `part` is the
  // new one's name until then. False, and nothing has changed, when that is not possible. Nothing may be pending.
  bool rotate(const std::string& path, const std::string& part, const std::string& to);
  bool is_open() const { return file_.fd() >= 0; }
  int fd() const { return file_.fd(); }

  // Whether `bytes` more fit the bound. One line is always accepted by an empty buffer.
  bool accepts(size_t bytes) const { return pending_.empty() || pending_.size() + bytes <= limit_; }
  Text& pending() { return pending_; }
  size_t pending_size() const { return pending_.size(); }

  // Writes what is pending; false when some of it has to stay. `durable` waits for the disk.
  bool flush(bool durable = false);

  // The errno of the last failure, or 0; cleared by the next success.
  int error() const { return error_; }

  // Closes without writing (a child after fork, whose buffer holds the parent's bytes).
  void abandon() { file_.close(); }

 private:
  LockedFile file_;
  std::string folder_;   // where it has its name,
  bool named_ = false;   // which the disk knows
  size_t limit_ = 0;
  int error_ = 0;
  Text pending_;
};

}  // namespace trestle::tracer
