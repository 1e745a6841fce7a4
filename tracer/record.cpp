#include "tracer/record.h"

#include <algorithm>

namespace trestle::tracer {

bool Record::grow(size_t more) {
  if (failed_) return false;
  const size_t capacity = std::max(capacity_ * 2, size_ + more);
  auto* grown = static_cast<uint64_t*>(std::malloc(capacity * sizeof(uint64_t)));
  if (grown == nullptr) {
    failed_ = true;
    return false;
  }
  std::memcpy(grown, words_, size_ * sizeof(uint64_t));
  if (words_ != inline_) std::free(words_);
  words_ = grown;
  capacity_ = capacity;
  return true;
}

void Record::put_name(std::string_view text) { put_string(text); }

}  // namespace trestle::tracer
