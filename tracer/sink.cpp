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
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0644);
  struct stat info = {};
  error_ = fd < 0 || fstat(fd, &info) != 0 ? errno : 0;
  // A pipe or socket could block the host, or kill it with SIGPIPE.
  if (error_ == 0 && !S_ISREG(info.st_mode) && !S_ISCHR(info.st_mode)) error_ = ESPIPE;
  if (error_ == 0) {
    if (!file_.take(fd)) error_ = errno;
  } else if (fd >= 0) {
    ::close(fd);
  }
  const size_t name = path.rfind('/');
  folder_ = name == std::string::npos ? "." : path.substr(0, name + 1);
  named_ = false;
  return error_ == 0;
}

namespace {

// A file that the folder does not know after a power cut is lost, whatever it holds.
bool sync_folder(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = fsync(fd) == 0 || errno == EINVAL;
  ::close(fd);
  return synced;
}

}  // namespace

bool Sink::flush(bool durable) {
  size_t written = 0;
  error_ = 0;
  while (written < pending_.size() && error_ == 0) {
    const ssize_t count = ::write(fd(), pending_.view().data() + written, pending_.size() - written);
    if (count > 0) {
      written += static_cast<size_t>(count);
    } else if (count < 0 && errno != EINTR) {
      error_ = errno;
    }
  }
  pending_.consume(written);
  if (error_ == 0 && durable && fdatasync(fd()) != 0 && errno != EINVAL) error_ = errno;
  if (error_ == 0 && durable && !named_ && !(named_ = sync_folder(folder_))) error_ = errno;
  return error_ == 0;
}

}  // namespace trestle::tracer
