// Any bytes as SANY's XML: modules that resolve or do not, or errors that say what is wrong.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "translator/modules/resolve.h"
#include "translator/sany/read.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace trestle;
  const syntax::Limits limits{.bytes = 1 << 18, .tokens = 20'000, .depth = 300};
  Diagnostics diagnostics;
  const auto source = std::make_shared<Source>("Fuzz.xml", std::string(reinterpret_cast<const char*>(data), size));
  auto specification = sany::read(source, diagnostics, limits);
  if (specification.has_value() == diagnostics.has_errors()) std::abort();
  if (specification) {
    sany::Loader loader(std::move(*specification),
                        std::make_shared<modules::FileLoader>(std::vector<std::filesystem::path>{}));
    syntax::print(*loader.root());
    modules::resolve(loader, loader.root(), diagnostics);
  }
  render(diagnostics, false);
  return 0;
}
