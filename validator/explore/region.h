// A contiguous range of memory that grows in place: address space is reserved at once, pages come as they are touched.
// Nothing ever moves, so readers need no lock; not even when a part comes to lie in a file.
#pragma once

#include <cstddef>

namespace trestle::explore {

class Spill;

class Region {
 public:
  Region() = default;
  // Whether so much address space is to be had, which a limit of the shell's or the machine's may forbid.
  static bool possible(size_t bytes);
  explicit Region(size_t bytes);  // zeroed; std::bad_alloc when the address space is not to be had
  // In a file of its own, which is gone with the region: the kernel keeps in memory what there is room for.
  // std::bad_alloc when the disk has none, or where temporary files lie in memory.
  static Region on_disk(size_t bytes);
  ~Region();
  Region(Region&& other) noexcept;
  Region& operator=(Region&& other) noexcept;

  void* data() const { return data_; }
  // Leaves memory for the file up to that many bytes, of which nobody writes any more; others may read meanwhile. Bytes
  // that left it.
  size_t spill(Spill& file, size_t bytes);
  size_t size() const { return size_; }

 private:
  void* data_ = nullptr;
  size_t size_ = 0;
  size_t spilled_ = 0;
};

// Bytes of memory that this process may use: of the machine, or of its control group when that has less.
size_t machine_memory();
// Bytes at which a run ends that was asked to keep within so many: of 0, nine tenths of the machine's.
size_t memory_limit(size_t asked);
// Bytes of memory that this process has resident now, without what lies in files and can be taken away.
size_t resident_memory();

}  // namespace trestle::explore
