// Any bytes as an observation mapping for a small spec: rules, or errors that stand somewhere in its text.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "tests/mapping/jar.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/observe_file.h"

namespace {
using namespace trestle;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const mapping::Jar jar = [] {
    Diagnostics diagnostics;
    mapping::Jar made(diagnostics);
    if (made.module == nullptr || !made.config || diagnostics.has_errors()) std::abort();
    return made;
  }();
  const auto source =
      std::make_shared<const Source>("jar.observe.toml", std::string(reinterpret_cast<const char*>(data), size));
  Diagnostics diagnostics;
  const auto file = mapping::parse_observe_file(source, diagnostics);
  const bool done = file && mapping::lower_rules(*file, jar.module, *jar.config, diagnostics) != nullptr;
  if (done == diagnostics.has_errors()) std::abort();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const Span& span = diagnostic.span;
    if (span.source && (span.begin > span.end || span.end > span.source->text().size())) std::abort();
  }
  render(diagnostics);
  return 0;
}
