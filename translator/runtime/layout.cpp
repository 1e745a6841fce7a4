#include "translator/runtime/layout.h"

#include "translator/runtime/hash.h"

namespace trestle::runtime {

uint64_t Layout::fingerprint(const Word* state) const {
  uint64_t h = variables_;
  for (size_t i = 0; i < variables_; ++i) h = mix(h * 0x9e3779b97f4a7c15 + handle_hash(handle(state, i)));
  return h;
}

}  // namespace trestle::runtime
