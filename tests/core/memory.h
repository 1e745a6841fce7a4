// Specs written in a test, without files.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "translator/core/lower.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"

namespace trestle::testing {

struct MemoryLoader : modules::ModuleLoader {
  std::map<std::string, std::string> texts;
  std::optional<Found> find(const std::string& module) override {
    if (auto it = texts.find(module); it != texts.end())
      return Found{std::make_shared<const Source>(module + ".tla", it->second), false};
    if (auto text = modules::standard_module(module); !text.empty())
      return Found{std::make_shared<const Source>(module + ".tla", std::string(text)), true};
    return std::nullopt;
  }
  std::vector<std::string> places() const override { return {"this test"}; }
};

// The spec of module M with this .cfg; null when there are errors.
inline std::shared_ptr<const core::Spec> lowered(const std::string& body, const std::string& config, Diagnostics& diagnostics,
                                                 std::map<std::string, std::string> others = {}) {
  MemoryLoader loader;
  loader.texts = std::move(others);
  auto root = std::make_shared<const Source>("M.tla", "---- MODULE M ----\n" + body + "\n====\n");
  auto module = modules::resolve(static_cast<modules::ModuleLoader&>(loader), root, diagnostics);
  if (!module) return nullptr;
  auto file = syntax::parse_config(std::make_shared<const Source>("M.cfg", config), diagnostics);
  return file ? core::lower(module, *file, diagnostics) : nullptr;
}

}  // namespace trestle::testing
