// Any bytes as a model of the Toolbox: a module and a configuration, or errors that say what is wrong.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "translator/toolbox/launch.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace trestle;
  Diagnostics diagnostics;
  const auto source = std::make_shared<Source>("Fuzz.launch", std::string(reinterpret_cast<const char*>(data), size));
  const auto instantiated = [](const std::string& name) {
    return name.size() == 1 ? std::string("Inner") : std::string();
  };
  const auto model = toolbox::read_launch(source, "Spec", instantiated, diagnostics);
  if (model.has_value() == diagnostics.has_errors()) std::abort();
  render(diagnostics, false);
  return 0;
}
