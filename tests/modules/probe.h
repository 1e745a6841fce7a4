// A module of a few lines, resolved.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/loader.h"
#include "translator/modules/resolve.h"

namespace trestle::modules {

struct Resolved {
  std::shared_ptr<const Module> module;  // null when something is wrong with it
  Diagnostics diagnostics;
};

// Of Probe.tla, whose body begins in line 2.
inline Resolved resolve_text(std::string body) {
  FileLoader loader({});
  Resolved result;
  auto source = std::make_shared<Source>("Probe.tla", "---- MODULE Probe ----\n" + std::move(body) + "\n====\n");
  result.module = resolve(static_cast<ModuleLoader&>(loader), source, result.diagnostics);
  return result;
}

}  // namespace trestle::modules
