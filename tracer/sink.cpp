#include "tracer/sink.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trestle::tracer {

namespace {

// O_NONBLOCK: opening a FIFO nobody reads must not hang the host; it is refused later.
int opened(const std::string& path, int more) {
  return ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | more, 0644);
}

// Whether that is still the file of this name.
bool is_named(int fd, const std::string& path) {
  struct stat own = {}, named = {};
  return fstat(fd, &own) == 0 && ::stat(path.c_str(), &named) == 0 && own.st_dev == named.st_dev && own.st_ino == named.st_ino;
}

}  // namespace

bool Sink::rotate(const std::string& path, const std::string& part, const std::string& to) {
  const int fd = opened(part, O_TRUNC);
  LockedFile next;
  error_ = fd < 0 || !next.take(fd) ? errno : 0;
  if (error_ != 0) return false;
  // Where a file cannot have two names there is a moment without one.
  const bool linked = ::link(path.c_str(), to.c_str()) == 0;
  if ((!linked && ::rename(path.c_str(), to.c_str()) != 0) || ::rename(part.c_str(), path.c_str()) != 0) {
    error_ = errno;
    if (linked) ::unlink(to.c_str());
    if (!linked && ::access(path.c_str(), F_OK) != 0) ::rename(to.c_str(), path.c_str());
    ::unlink(part.c_str());
    return false;
  }
  file_.swap(next);
  named_ = false;
  return true;
}

bool Sink::open(const std::string& path, size_t buffer_bytes) {
  abandon();
  pending_.clear();
  limit_ = buffer_bytes;
  // Again when another tracer rotated the file that was opened before it was locked.
  do {
    struct stat info = {};
    const int fd = opened(path, 0);
    error_ = fd < 0 || fstat(fd, &info) != 0 ? errno : 0;
    // A pipe or socket could block the host, or kill it with SIGPIPE.
    if (error_ == 0 && !S_ISREG(info.st_mode) && !S_ISCHR(info.st_mode)) error_ = ESPIPE;
    if (error_ == 0) {
      if (!file_.take(fd)) error_ = errno;
    } else if (fd >= 0) {
      ::close(fd);
    }
  } while (error_ == 0 && !is_named(file_.fd(), path));
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
