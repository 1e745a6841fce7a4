// The rules of a mapping as actions of the spec with one parameter, the event: rule 3 is an action that is possible
// when its `when`, `before`, `action` and `after` are. A mapping is lowered as the spec itself is, so everything TLA+
// has can be used in it, and what is wrong with it is found and shown in the same way.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "translator/core/core.h"
#include "translator/diagnostics/diagnostic.h"
#include "translator/modules/module.h"
#include "translator/syntax/ast.h"
#include "validator/mapping/observe_file.h"

namespace trestle::mapping {

// What messages call a rule, and the action that it becomes: "[[event]] 2 (raft.observe.toml:14)".
std::string rule_action(const ObserveFile& file, size_t rule);
std::string hidden_action(const ObserveFile& file, size_t hidden_rule);

// A spec with the same variables whose actions are the rules (except the ignored ones), and whose ALIAS is `select`, a
// function of lines. Reports and returns nothing
// when they do not fit the module.
std::shared_ptr<const core::Spec> lower_rules(const ObserveFile& file, std::shared_ptr<const modules::Module> module,
                                              const ast::ConfigFile& config, Diagnostics& diagnostics);

}  // namespace trestle::mapping
