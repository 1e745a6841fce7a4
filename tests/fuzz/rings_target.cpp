// Any bytes as the rings that a tracer left: lines that the reader of traces reads, or a problem. The checksum of the
// beginning is made right first: fuzzing would not get past it.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "tracer/left.h"
#include "validator/trace/json.h"

namespace {

using namespace trestle;

std::string with_checksum(std::string bytes) {
  if (!tracer::LeftRings::is(bytes) || bytes.size() < tracer::kTextOffset) return bytes;
  tracer::FileHeader header;
  std::memcpy(static_cast<void*>(&header), bytes.data(), sizeof(header));
  const uint64_t named = header.node_bytes + uint64_t{header.line_bytes};
  if (named > bytes.size() - tracer::kTextOffset) return bytes;
  header.checksum = header.sum({bytes.data() + tracer::kTextOffset, named});
  std::memcpy(bytes.data(), static_cast<const void*>(&header), sizeof(header));
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes = with_checksum(std::string(reinterpret_cast<const char*>(data), size));
  if (tracer::LeftRings::never_begun(bytes)) return 0;
  std::string problem;
  tracer::LeftRings rings(tracer::LeftBytes(bytes), problem);
  if (!problem.empty()) return 0;
  tracer::Text lines;
  // A record is at least a word, and each step takes one or tells of a gap before one.
  for (size_t steps = 0; rings.next_line(lines).kind != tracer::Step::nothing; ++steps) {
    if (steps > 2 * size + 16) std::abort();
  }
  trace::JsonParser parser;
  trace::Data parsed;
  std::string_view rest = lines.view();
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    if (end == std::string_view::npos) std::abort();
    const std::string padded = std::string(rest.substr(0, end)) + std::string(trace::kJsonPadding, '\0');
    const trace::JsonProblem broken = parser.parse({padded.data(), end}, parsed);
    if (broken) std::abort();
    rest.remove_prefix(end + 1);
  }
  return 0;
}
