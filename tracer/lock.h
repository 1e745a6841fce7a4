// The file that one tracer has: no other one of this process or another may record into it.
#pragma once

namespace trestle::tracer {

// A descriptor and the lock of its file. The lock is the open file's, not the process's, which would lose it as soon as
// any code of the process has read the file and closed it. A child of fork() would hold it as well, so the first thing
// that happens in the child is that its copy is closed.
class LockedFile {
 public:
  LockedFile() = default;
  ~LockedFile() { close(); }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  // Takes the descriptor, and its file when that is a regular one. False with errno set, and the descriptor is closed:
  // EBUSY when another tracer has the file.
  bool take(int fd);
  void close();
  void swap(LockedFile& other);
  int fd() const { return fd_; }  // -1: none, as in a child

 private:
  static void register_fork();

  int fd_ = -1;
  LockedFile* before_ = nullptr;
  LockedFile* next_ = nullptr;
};

// Whether a tracer has this file open for recording, of whichever process, by another descriptor.
bool is_locked(int fd);

}  // namespace trestle::tracer
