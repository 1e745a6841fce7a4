#include "tracer/sink.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trestle::tracer {

bool Sink::open(const std::string& path, size_t buffer_bytes) {
  abandon();
  pending_.clear();
  limit_ = buffer_bytes;
  // O_NONBLOCK: opening a FIFO nobody reads must not hang the host; it is refused below.
  fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0644);
  if (fd_ < 0) {
    error_ = errno;
    return false;
  }
  struct stat info = {};
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  if (fstat(fd_, &info) != 0) {
    error_ = errno;
  } else if (!S_ISREG(info.st_mode) && !S_ISCHR(info.st_mode)) {
    error_ = ESPIPE;  // a pipe or socket could block the host, or kill it with SIGPIPE
  } else if (S_ISREG(info.st_mode) && fcntl(fd_, F_SETLK, &lock) != 0) {
    error_ = errno == EACCES || errno == EAGAIN ? EBUSY : errno;
  } else {
    error_ = 0;
    return true;
  }
  abandon();
  return false;
}

bool Sink::flush(bool durable) {
  size_t written = 0;
  error_ = 0;
  while (written < pending_.size() && error_ == 0) {
    const ssize_t count = ::write(fd_, pending_.view().data() + written, pending_.size() - written);
    if (count > 0) {
      written += static_cast<size_t>(count);
    } else if (count < 0 && errno != EINTR) {
      error_ = errno;
    }
  }
  pending_.consume(written);
  if (error_ == 0 && durable && fdatasync(fd_) != 0 && errno != EINVAL) error_ = errno;
  return error_ == 0;
}

void Sink::abandon() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

}  // namespace trestle::tracer
