// Memory with a file behind it: what is complete leaves memory when there is a need, and comes again when it is read.
// The file has no name and is gone with the process. Safe for concurrent use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace trestle::explore {

// An open file without a name, for reading and writing; -1 where temporary files lie in memory, or cannot be.
int unnamed_file();
// Makes room for so many bytes in it; a tenth of the disk is left to others. False where there is none.
bool make_room(int file, size_t from, size_t bytes);

class Spill {
 public:
  Spill() = default;
  ~Spill();
  Spill(const Spill&) = delete;
  Spill& operator=(const Spill&) = delete;

  // That many bytes more, which never move. Null where the disk has no room for them, or where temporary files lie in
  // memory.
  uint8_t* extend(size_t bytes);
  // Writes memory that nobody changes any more to the file, which then lies there in its place: readers see no
  // difference. False, and nothing changed, where there is no room. Whole pages; they remain the caller's to unmap.
  bool take(uint8_t* at, size_t bytes);
  // They are complete, and need not stay in memory.
  static void release(uint8_t* at, size_t bytes);

 private:
  bool open();

  std::mutex mutex_;
  int file_ = -1;
  bool refused_ = false;
  size_t size_ = 0;  // of the file
  std::vector<std::pair<uint8_t*, size_t>> mapped_;
};

}  // namespace trestle::explore
