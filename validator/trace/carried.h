// Lines of Trestle's own format as OpenTelemetry's logs, one OTLP/JSON object a line: what a collector carries, and the
// reader takes apart again without a loss.
#pragma once

#include <string>
#include <string_view>

namespace trestle::trace {

// The attribute that has the whole line.
inline constexpr std::string_view kCarriedLine = "trestle.line";

// The log record of a line, with its end; what people look for (name, node, time, parameters) is also where
// OpenTelemetry has it. Empty for a line that is no JSON object.
std::string as_otlp(std::string_view line);

}  // namespace trestle::trace
