#include "tracer/value.h"

#include "tracer/lines.h"

namespace trestle::tracer {

std::string Value::json() const {
  Text text;
  std::span<const uint64_t> words = words_;
  append_value(text, words);
  return std::string(text.view());
}

}  // namespace trestle::tracer
