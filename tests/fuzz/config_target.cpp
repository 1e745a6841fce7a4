// Any bytes, as a .cfg file.
#include <cstdlib>
#include <iostream>

#include "translator/syntax/parse.h"

using namespace trestle;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto source = std::make_shared<Source>("fuzz.cfg", std::string(reinterpret_cast<const char*>(data), size));
  syntax::Limits limits;
  limits.depth = 200;
  Diagnostics diagnostics;
  auto config = syntax::parse_config(source, diagnostics, limits);
  if (config.has_value() == diagnostics.has_errors()) {
    std::cerr << "neither a result nor an error, or both" << std::endl;
    std::abort();
  }
  if (config) syntax::print_config(*config);
  render(diagnostics);
  return 0;
}
