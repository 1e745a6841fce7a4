#include "validator/bridge/write.h"

#include <algorithm>
#include <map>

#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "validator/bridge/writers.h"
#include "validator/trace/trace.h"

namespace trestle::bridge {

using End = explore::Behavior::End;

std::string write(const RecordedBehavior& behavior, Format format, const WriteOptions& options) {
  switch (format) {
    case Format::Text: return write_text(behavior, false);
    case Format::Tool: return write_text(behavior, true);
    case Format::TlcJson: return write_tlc_json(behavior);
    case Format::TlcModule: return write_tlc_module(behavior, options.name);
    case Format::Simulation: return write_simulation(behavior, options.name);
    case Format::Replay:
      if (options.spec == nullptr) throw FileError("a module for TLC to replay needs the spec: --spec names it");
      if (options.spec->init.empty() || options.spec->next.empty())
        throw FileError("the specification does not name its initial predicate and its next-state action");
      return write_replay(behavior, *options.spec, options.name);
    case Format::Dump: return write_dump(behavior);
    case Format::Dot: return write_dot(behavior, options.name);
    case Format::Itf: return write_itf(behavior, options.name);
    case Format::Events: return write_events(behavior, options.spec != nullptr ? options.spec->module : "");
    case Format::Mermaid: return write_mermaid(behavior, options.name);
    case Format::MermaidStates: return write_mermaid_states(behavior);
    case Format::ShiViz: return write_shiviz(behavior, options.name);
    default: break;
  }
  throw FileError("the format " + std::string(name(format)) + " is not written");
}

namespace {

// What differs, each kind of it once, with the first place.
class Losses {
 public:
  void add(const std::string& kind, const std::string& example) {
    auto& [first, count] = found_[kind];
    if (count++ == 0) order_.push_back(kind), first = example;
  }
  std::vector<std::string> phrases() const {
    std::vector<std::string> all;
    for (const std::string& kind : order_) {
      const auto& [first, count] = found_.at(kind);
      all.push_back(kind + (first.empty() ? "" : ": " + first) +
                    (count > 1 ? " (" + std::to_string(count) + " times)" : ""));
    }
    return all;
  }

 private:
  std::map<std::string, std::pair<std::string, size_t>> found_;
  std::vector<std::string> order_;
};

const runtime::Value* value_of(const NamedValues& values, const std::string& name) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const auto& other) { return other.first == name; });
  return found == values.end() ? nullptr : &found->second;
}

bool same_values(const std::vector<runtime::Value>& a, const std::vector<runtime::Value>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](runtime::Value x, runtime::Value y) { return same(x, y); });
}

void compare_action(Losses& losses, const RecordedAction& before, const RecordedAction& after,
                    const std::string& where) {
  if (before.name != after.name) return losses.add("which action a step is", where + " " + action_text(before));
  if (before.arguments && (!before.arguments->empty() || after.arguments)) {
    if (!after.arguments) {
      losses.add("arguments of actions", where + " " + action_text(before));
    } else if (!same_values(*before.arguments, *after.arguments)) {
      losses.add("types of arguments", action_text(before) + " reads back as " + action_text(after));
    }
  }
  if (!before.parameters.empty() && before.parameters != after.parameters)
    losses.add("names of arguments", before.parameters.front());
  if (before.location.begin_line != 0 && runtime::to_string(before.location) != runtime::to_string(after.location))
    losses.add("places of actions in the spec", runtime::to_string(before.location));
}

}  // namespace

std::vector<std::string> lost(const RecordedBehavior& behavior, Format format, std::string_view text) {
  if (!reads(format)) return {"it is for people: it cannot be read back"};
  if (format == Format::Dump) return {"a list of states has no order, no actions and no end"};
  const RecordedBehavior back = read_behaviors(text, {.format = format, .file = "what was written"}).front();
  Losses losses;
  if (back.states.size() != behavior.states.size()) {
    losses.add("states",
               std::to_string(behavior.states.size()) + " read back as " + std::to_string(back.states.size()));
    return losses.phrases();
  }
  for (size_t i = 0; i < behavior.states.size(); ++i) {
    const std::string where = "state " + std::to_string(i + 1);
    for (const auto& [name, value] : behavior.states[i].variables) {
      const runtime::Value* after = value_of(back.states[i].variables, name);
      if (after == nullptr) {
        losses.add("variables", name + " of " + where);
      } else if (!same(*after, value)) {
        losses.add("types of values", name + " = " + runtime::to_short_string(value, 60) + " reads back as " +
                                          runtime::to_short_string(*after, 60));
      }
    }
    compare_action(losses, behavior.states[i].action, back.states[i].action, where + ":");
  }
  if (behavior.end != back.end || (behavior.end == End::BackTo && behavior.back_to != back.back_to)) {
    losses.add("how it ends", behavior.end == End::Stuttering
                                  ? "stuttering"
                                  : "back to state " + std::to_string(behavior.back_to + 1));
  } else if (behavior.end == End::BackTo) {
    compare_action(losses, behavior.back_action, back.back_action, "back:");
  }
  if (behavior.verdict && behavior.verdict != back.verdict) {
    losses.add("what it shows",
               std::string(to_string(*behavior.verdict)) + (behavior.violated.empty() ? "" : " " + behavior.violated));
  } else if (behavior.violated != back.violated) {
    losses.add("what it violates", behavior.violated);
  }
  return losses.phrases();
}

namespace {

RecordedAction action_of(const runtime::Signature& signature, runtime::ActionId id,
                         const std::vector<runtime::Value>& arguments) {
  if (id == runtime::kNoAction) return {};
  const runtime::Action& action = signature.action(id);
  RecordedAction told{.name = action.name, .parameters = {}, .arguments = {}, .location = action.location};
  if (arguments.size() == action.parameters.size()) told.parameters = action.parameters, told.arguments = arguments;
  if (told.arguments) {
    for (runtime::Value& argument : *told.arguments) argument = runtime::intern(argument);
  }
  return told;
}

NamedValues variables_of(const runtime::Signature& signature, const std::vector<runtime::Word>& words) {
  NamedValues variables;
  for (size_t v = 0; v < signature.variables.size(); ++v)
    variables.emplace_back(signature.variables[v].name, runtime::intern(signature.layout.get(words.data(), v)));
  return variables;
}

}  // namespace

RecordedBehavior recorded(const explore::Behavior& behavior, const runtime::Signature& signature) {
  RecordedBehavior all;
  for (const explore::BehaviorState& state : behavior.states) {
    all.states.push_back({.variables = variables_of(signature, state.words),
                          .action = action_of(signature, state.action, state.arguments)});
  }
  all.end = behavior.end;
  all.back_to = behavior.back_to;
  if (behavior.end == End::BackTo) {
    all.back_action = action_of(signature, behavior.back_action, {});
    if (behavior.back_action != runtime::kNoAction && signature.action(behavior.back_action).parameters.empty())
      all.back_action.arguments.emplace();
  }
  return all;
}

}  // namespace trestle::bridge
