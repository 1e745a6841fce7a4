// A model of the TLA+ Toolbox, NAME.launch, as what it stands for: the module MC, which extends the spec, and its
// configuration. They are texts, as the Toolbox writes them for TLC, and are parsed like any others.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "translator/diagnostics/diagnostic.h"

namespace trestle::toolbox {

struct LaunchModel {
  std::shared_ptr<const Source> module;  // NAME.launch/MC.tla
  std::shared_ptr<const Source> config;  // NAME.launch/MC.cfg
};

// `spec` is the name of the module that the model is for, `instantiated` tells which module it has an instance of under
// a name (empty: none). Reports what is wrong, then returns nothing.
std::optional<LaunchModel> read_launch(std::shared_ptr<const Source> source, const std::string& spec,
                                       const std::function<std::string(const std::string&)>& instantiated,
                                       Diagnostics& diagnostics);

}  // namespace trestle::toolbox
