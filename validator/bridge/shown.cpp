#include "validator/bridge/shown.h"

#include <algorithm>

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"

namespace trestle::bridge {

using runtime::EvalError;
using runtime::Kind;
using runtime::Value;

Shown::Shown(const runtime::Model& model, runtime::Context& context, const RecordedBehavior& recorded, bool alias)
    : model_(model), signature_(model.signature()), context_(context), recorded_(recorded) {
  anything_ = recorded_.format == Format::TlcActions;  // it has no names
  for (const RecordedState& state : recorded_.states) {
    bool all = true;
    std::vector<std::optional<size_t>> of_state;
    for (const auto& [name, value] : state.variables) {
      of_state.push_back(variable(name));
      if (of_state.back()) {
        anything_ = true;
      } else {
        all = false;
        unknown_.insert(name);
      }
    }
    variables_.push_back(std::move(of_state));
    alias_.push_back(signature_.alias.has_value() && (alias || !all));
    anything_ = anything_ || alias_.back();
  }
}

std::optional<size_t> Shown::variable(const std::string& name) const {
  const auto named = [&](std::string_view wanted) -> std::optional<size_t> {
    for (size_t v = 0; v < signature_.variables.size(); ++v)
      if (signature_.variables[v].name == wanted) return v;
    return {};
  };
  if (const auto found = named(name)) return found;
  const size_t colons = name.rfind("::");  // Quint's names: module::instance::variable
  return colons == name.npos ? std::nullopt : named(std::string_view(name).substr(colons + 2));
}

bool Shown::fits(size_t i, const State& words) {
  if (alias_[i]) return true;  // known only with the next state
  const auto& values = recorded_.states[i].variables;
  for (size_t v = 0; v < values.size(); ++v) {
    const auto index = variables_[i][v];
    // What a step that failed says nothing of is a part of no state.
    if (index && (!values[v].second.defined() ||
                  !written_as(context_, signature_.layout.get(words.data(), *index), values[v].second, recorded_.typing)))
      return false;
  }
  return true;
}

// What ALIAS makes of a state; undefined where it has no value.
Value Shown::alias_of(const State& words, const State* next) {
  try {
    return runtime::intern(context_, model_.evaluate(context_, *signature_.alias, words.data(),
                                                     next == nullptr ? nullptr : next->data()));
  } catch (const EvalError&) {
    return {};
  }
}

std::vector<Differing> Shown::alias_differs(size_t i, const State& words, const State* next) {
  std::vector<Differing> all;
  const Value alias = alias_of(words, next);
  for (size_t v = 0; v < recorded_.states[i].variables.size(); ++v) {
    const auto& [name, value] = recorded_.states[i].variables[v];
    Value expected;
    if (alias.defined() && alias.kind() == Kind::Record) {
      const int index = runtime::record_index(alias->aux, runtime::atom(name));
      if (index >= 0) expected = alias.object()[index];
    }
    if (!expected.defined() && variables_[i][v]) expected = signature_.layout.get(words.data(), *variables_[i][v]);
    if (!expected.defined() || (value.defined() && written_as(context_, expected, value, recorded_.typing))) continue;
    all.push_back({name, runtime::to_string(value), runtime::to_string(expected)});
  }
  return all;
}
std::vector<Differing> Shown::differs(size_t i, const State& words) {
  std::vector<Differing> all;
  if (alias_[i]) return all;
  for (size_t v = 0; v < recorded_.states[i].variables.size(); ++v) {
    const auto& [name, value] = recorded_.states[i].variables[v];
    if (!variables_[i][v]) continue;
    const Value expected = signature_.layout.get(words.data(), *variables_[i][v]);
    if (!value.defined() || !written_as(context_, expected, value, recorded_.typing))
      all.push_back({name, runtime::to_string(value), runtime::to_string(expected)});
  }
  return all;
}

bool Shown::arguments_fit(const RecordedAction& told, const Node& node) {
  if (!told.arguments) return true;
  const std::vector<std::string>& names = signature_.action(node.action).parameters;
  if (!told.parameters.empty()) {
    for (size_t i = 0; i < told.parameters.size() && i < told.arguments->size(); ++i) {
      const auto at = std::find(names.begin(), names.end(), told.parameters[i]) - names.begin();
      if (static_cast<size_t>(at) < node.arguments.size() &&
          !written_as(context_, node.arguments[at], (*told.arguments)[i], recorded_.typing))
        return false;
    }
    return true;
  }
  if (told.arguments->size() != node.arguments.size()) return true;
  return std::equal(
      node.arguments.begin(), node.arguments.end(), told.arguments->begin(),
      [&](Value value, Value written) { return written_as(context_, value, written, recorded_.typing); });
}

}  // namespace trestle::bridge
