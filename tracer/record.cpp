#include "tracer/record.h"

#include <algorithm>

namespace trestle::tracer {

bool Record::grow(size_t more) {
  if (failed_) return false;
  const size_t size = this->size(), capacity = std::max(2 * (size + room()), size + more);
  auto* grown = static_cast<uint64_t*>(std::malloc(capacity * sizeof(uint64_t)));
  if (grown == nullptr) {
    failed_ = true;
    return false;
  }
  std::memcpy(grown, words_, size * sizeof(uint64_t));
  if (words_ != inline_) std::free(words_);
  words_ = grown;
  end_ = grown + size;
  limit_ = grown + capacity;
  return true;
}

}  // namespace trestle::tracer
