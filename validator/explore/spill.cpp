#include "validator/explore/spill.h"

#include <filesystem>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace trestle::explore {

int unnamed_file() {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  struct statfs system {};
  if (error || statfs(folder.c_str(), &system) != 0 || system.f_type == TMPFS_MAGIC) return -1;
  return open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

bool make_room(int file, size_t from, size_t bytes) {
  struct statvfs disk {};
  if (fstatvfs(file, &disk) != 0) return false;
  const uint64_t free = disk.f_bavail * disk.f_frsize, all = disk.f_blocks * disk.f_frsize;
  return free > bytes + all / 10 && posix_fallocate(file, static_cast<off_t>(from), static_cast<off_t>(bytes)) == 0;
}

Spill::~Spill() {
  for (const auto& [at, bytes] : mapped_) munmap(at, bytes);
  if (file_ >= 0) close(file_);
}

bool Spill::open() {
  if (file_ >= 0 || refused_) return !refused_;
  file_ = unnamed_file();
  refused_ = file_ < 0;
  return !refused_;
}

uint8_t* Spill::extend(size_t bytes) {
  const std::lock_guard lock(mutex_);
  // Room on the disk is taken first: writing to a mapped page that has none would end the process.
  if (!open() || !make_room(file_, size_, bytes)) return nullptr;
  void* at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file_, static_cast<off_t>(size_));
  if (at == MAP_FAILED) return nullptr;
  size_ += bytes;
  mapped_.emplace_back(static_cast<uint8_t*>(at), bytes);
  return mapped_.back().first;
}

bool Spill::take(uint8_t* at, size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (!open() || !make_room(file_, size_, bytes)) return false;
  for (size_t done = 0; done < bytes;) {
    const ssize_t n = pwrite(file_, at + done, bytes - done, static_cast<off_t>(size_ + done));
    if (n <= 0) return false;
    done += static_cast<size_t>(n);
  }
  if (mmap(at, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file_, static_cast<off_t>(size_)) == MAP_FAILED)
    return false;
  size_ += bytes;
  return true;
}

void Spill::release(uint8_t* at, size_t bytes) { madvise(at, bytes, MADV_DONTNEED); }

}  // namespace trestle::explore
