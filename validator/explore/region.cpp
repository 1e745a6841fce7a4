#include "validator/explore/region.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <new>
#include <string>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include "validator/explore/spill.h"

namespace trestle::explore {

namespace {

void* reserve(size_t bytes) {
  return mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

}  // namespace

bool Region::possible(size_t bytes) {
  void* p = reserve(bytes);
  if (p == MAP_FAILED) return false;
  munmap(p, bytes);
  return true;
}

Region::Region(size_t bytes) : size_(bytes) {
  constexpr size_t kHugePage = size_t{2} << 20;
  void* p = reserve(bytes);
  if (p == MAP_FAILED) throw std::bad_alloc();
  data_ = p;
  // Large pages from the second on: a small run should not clear megabytes that it never uses.
  auto second = (reinterpret_cast<uintptr_t>(p) + 2 * kHugePage - 1) & ~(kHugePage - 1);
  auto end = reinterpret_cast<uintptr_t>(p) + bytes;
  if (second < end) madvise(reinterpret_cast<void*>(second), end - second, MADV_HUGEPAGE);
}

Region Region::on_disk(size_t bytes) {
  const int file = unnamed_file();
  if (file < 0) throw std::bad_alloc();
  // Room is taken first: writing to a mapped page that has none would end the process.
  const bool room = make_room(file, 0, bytes);
  void* p = room ? mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
  close(file);
  if (p == MAP_FAILED) throw std::bad_alloc();
  madvise(p, bytes, MADV_RANDOM);
  Region region;
  region.data_ = p;
  region.size_ = bytes;
  return region;
}

Region::~Region() {
  if (data_ != nullptr) munmap(data_, size_);
}

Region::Region(Region&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      spilled_(std::exchange(other.spilled_, 0)) {}

Region& Region::operator=(Region&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(spilled_, other.spilled_);
  return *this;
}

size_t Region::spill(Spill& file, size_t bytes) {
  // Small ones at first, since each of many regions keeps less than one in memory; but a process has so many mappings only.
  constexpr size_t kSmall = size_t{1} << 20, kLarge = size_t{8} << 20, kSmallOnes = size_t{64} << 20;
  const size_t before = spilled_;
  for (;;) {
    const size_t piece = spilled_ < kSmallOnes ? kSmall : kLarge;
    if (spilled_ + piece > bytes || !file.take(static_cast<uint8_t*>(data_) + spilled_, piece)) return spilled_ - before;
    spilled_ += piece;
  }
}

// A group's limit holds for all groups within; a container sees its own group as the root.
size_t machine_memory() {
  size_t bytes = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGESIZE));
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    // number:controllers:path, of the unified hierarchy 0::path
    const size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = ',' + line.substr(first + 1, second - first - 1) + ',';
    const bool unified = controllers == ",,";
    if (!unified && controllers.find(",memory,") == std::string::npos) continue;
    const std::string root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
    const char* const file = unified ? "/memory.max" : "/memory.limit_in_bytes";
    for (std::string path = line.substr(second + 1);; path.resize(path.rfind('/'))) {
      uint64_t limit = 0;
      if (std::ifstream in(root + path + file); in >> limit) bytes = std::min<size_t>(bytes, limit);
      if (path.find('/') == std::string::npos) break;
    }
  }
  return bytes;
}

size_t memory_limit(size_t asked) { return asked != 0 ? asked : machine_memory() / 10 * 9; }

size_t resident_memory() {
  size_t total = 0, resident = 0, of_files = 0;
  std::ifstream in("/proc/self/statm");
  in >> total >> resident >> of_files;
  return (resident - std::min(resident, of_files)) * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace trestle::explore
