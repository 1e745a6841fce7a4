// Any bytes as an observation mapping for a small spec: rules, or errors that stand somewhere in its text.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "translator/modules/loader.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/observe_file.h"

namespace {

using namespace trestle;

constexpr const char* kSpec = R"(---- MODULE Jar ----
EXTENDS Naturals
CONSTANT Limit, Owner
VARIABLES count, owner
Init == count = 0 /\ owner = Owner
Add(n) == count + n <= Limit /\ count' = count + n /\ UNCHANGED owner
Empty == count' = 0 /\ UNCHANGED owner
Next == (\E n \in 1..3 : Add(n)) \/ Empty
====
)";

struct Jar {
  Jar() {
    Diagnostics diagnostics;
    modules::FileLoader loader({});
    module = modules::resolve(loader, std::make_shared<const Source>("Jar.tla", kSpec), diagnostics);
    config = syntax::parse_config(
        std::make_shared<const Source>("Jar.cfg", "INIT Init NEXT Next CONSTANTS Limit = 5 Owner = me"), diagnostics);
    if (module == nullptr || !config || diagnostics.has_errors()) std::abort();
  }
  std::shared_ptr<const modules::Module> module;
  std::optional<ast::ConfigFile> config;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Jar jar;
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
