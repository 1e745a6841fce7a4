#include "tracer/lock.h"

#include <cerrno>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trestle::tracer {
namespace {

constinit std::mutex mutex;  // of the list of all that this process has
constinit LockedFile* first = nullptr;

// Of the open file where the system has such locks, else of the process.
bool control(int fd, int of_file, int of_process, struct flock& lock) {
  lock.l_whence = SEEK_SET;
  return fcntl(fd, of_file, &lock) == 0 || (errno == EINVAL && fcntl(fd, of_process, &lock) == 0);
}

bool set(int fd, short type) {
  struct flock lock = {};
  lock.l_type = type;
  return control(fd, F_OFD_SETLK, F_SETLK, lock);
}

}  // namespace

void LockedFile::register_fork() {
  static const int registered = pthread_atfork([] { mutex.lock(); }, [] { mutex.unlock(); },
                                               [] {
                                                 for (LockedFile* file = first; file != nullptr; file = file->next_) {
                                                   ::close(file->fd_);
                                                   file->fd_ = -1;
                                                 }
                                                 mutex.unlock();
                                               });
  (void)registered;
}

bool LockedFile::take(int fd) {
  close();
  register_fork();
  struct stat info = {};
  const bool locks = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  const std::scoped_lock lock(mutex);
  if (locks && !set(fd, F_WRLCK)) {
    const int error = errno == EACCES || errno == EAGAIN ? EBUSY : errno;
    ::close(fd);
    errno = error;
    return false;
  }
  fd_ = fd;
  before_ = nullptr;
  next_ = first;
  if (first != nullptr) first->before_ = this;
  first = this;
  return true;
}

void LockedFile::close() {
  const std::scoped_lock lock(mutex);
  const bool listed = first == this || before_ != nullptr;
  if (!listed) return;
  (before_ != nullptr ? before_->next_ : first) = next_;
  if (next_ != nullptr) next_->before_ = before_;
  before_ = next_ = nullptr;
  if (fd_ < 0) return;
  set(fd_, F_UNLCK);  // also when a process that is just being started has a copy
  ::close(fd_);
  fd_ = -1;
}

void LockedFile::swap(LockedFile& other) {
  const std::scoped_lock lock(mutex);
  std::swap(fd_, other.fd_);
}

bool is_locked(int fd) {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  return control(fd, F_OFD_GETLK, F_GETLK, lock) && lock.l_type != F_UNLCK;
}

}  // namespace trestle::tracer
