// Lines of Trestle's own format as OpenTelemetry's logs, one OTLP/JSON object a line: what a collector carries, and the
// reader takes apart again without a loss.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trestle::trace {

// The attribute that has the whole line.
inline constexpr std::string_view kCarriedLine = "trestle.line";

// Of the lines of one trace, in their order.
class OtlpLines {
 public:
  // The log record of a line, with its end; what people look for (name, node, time, parameters) is also where
  // OpenTelemetry has it. A line without a time has that of the line before it, and all have the spec that the header
  // names as their service. Empty for a line that is no JSON object.
  std::string record(std::string_view line);

 private:
  std::string service_;
  int64_t time_ = 0;  // nanoseconds
};

}  // namespace trestle::trace
