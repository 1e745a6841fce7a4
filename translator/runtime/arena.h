// Where temporaries of one worker live. Reset after each expansion; nothing is ever freed singly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "translator/runtime/value.h"

namespace trestle::runtime {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(size_t bytes) {
    bytes = (bytes + 7) & ~size_t{7};
    if (static_cast<size_t>(end_ - next_) < bytes) grow(bytes);
    void* p = next_;
    next_ += bytes;
    return p;
  }
  Object* object(Kind kind, uint32_t size, uint32_t aux = 0) {
    auto* o = new (allocate(sizeof(Object) + size * sizeof(Value))) Object{.kind = kind};
    o->size = size;
    o->aux = aux;
    return o;
  }

  // Frees what was allocated after a mark. Values made since then are gone.
  struct Mark {
    size_t block;
    std::byte* next;
  };
  Mark mark() const { return {current_, next_}; }
  void reset(Mark mark) {
    if (mark.next == nullptr) return reset();  // taken before the first allocation
    if (current_ != mark.block) end_ = blocks_[mark.block].bytes.get() + blocks_[mark.block].size;
    current_ = mark.block;
    next_ = mark.next;
  }
  void reset() {
    if (!blocks_.empty()) reset({0, blocks_[0].bytes.get()});
  }
  size_t bytes_reserved() const { return reserved_; }

 private:
  void grow(size_t bytes);
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    size_t size;
  };
  std::vector<Block> blocks_;
  size_t current_ = 0;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  size_t reserved_ = 0;
};

}  // namespace trestle::runtime
