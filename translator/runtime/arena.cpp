#include "translator/runtime/arena.h"

#include <algorithm>

namespace trestle::runtime {

namespace {
constexpr size_t kBlock = size_t{256} << 10;
}

void Arena::grow(size_t bytes) {
  // Blocks after the current one are free: left over from before a reset.
  while (current_ + 1 < blocks_.size()) {
    Block& block = blocks_[++current_];
    if (block.size < bytes) continue;
    next_ = block.bytes.get();
    end_ = next_ + block.size;
    return;
  }
  const size_t size = std::max({kBlock, bytes, reserved_ / 2});
  blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
  reserved_ += size;
  current_ = blocks_.size() - 1;
  next_ = blocks_.back().bytes.get();
  end_ = next_ + size;
}

}  // namespace trestle::runtime
