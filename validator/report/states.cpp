#include "validator/report/states.h"

#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "translator/runtime/thread.h"

namespace trestle::report {
namespace {

using runtime::Kind;
using runtime::Value;

NamedValues alias_fields(const runtime::Model& model, runtime::Context& context, const runtime::Word* state,
                         const runtime::Word* next, const NamedValues& variables) {
  NamedValues fields;
  try {
    const Value value = runtime::intern(model.evaluate(context, *model.signature().alias, state, next));
    if (value.kind() == Kind::Record) {
      const auto names = runtime::record_fields(value->aux);
      for (uint32_t i = 0; i < value->size; ++i) {
        fields.emplace_back(runtime::atom_text(names[i]), value.object()[i]);
      }
    } else {
      fields.emplace_back(model.signature().expressions[*model.signature().alias], value);
    }
  } catch (const runtime::EvalError& error) {
    // As in TLC (Tool.evalAlias): the state itself is shown, and why.
    fields = variables;
    fields.emplace_back("_ALIASEvalError", runtime::string_value(error.what()));
  }
  return fields;
}

}  // namespace

std::string step_header(const runtime::Signature& signature, const explore::BehaviorState& state) {
  if (state.action == runtime::kNoAction) return "<Initial predicate>";
  const runtime::Action& action = signature.action(state.action);
  std::string header = "<" + action.name;
  for (size_t i = 0; i < state.arguments.size(); ++i) {
    header += (i == 0 ? "(" : ", ") + runtime::to_short_string(state.arguments[i]);
  }
  if (!state.arguments.empty()) header += ")";
  return header + " " + runtime::to_string(action.location) + ">";
}

std::vector<ShownState> shown_states(const runtime::Model& model, const explore::Behavior& behavior,
                                     size_t left_out) {
  const runtime::Signature& signature = model.signature();
  std::vector<ShownState> shown;
  for (const explore::BehaviorState& state : behavior.states) {
    ShownState& to = shown.emplace_back();
    to.header = step_header(signature, state);
    for (size_t i = 0; i < signature.variables.size(); ++i) {
      to.variables.emplace_back(signature.variables[i].name, signature.layout.get(state.words.data(), i));
    }
  }
  if (!signature.alias || shown.empty()) return shown;
  runtime::on_deep_stack([&] {
    runtime::Context context;
    if (behavior.asked) context.registers = behavior.asked->registers;
    for (size_t i = 0; i < shown.size(); ++i) {
      // As for TLC the last state is followed by the one that the behavior goes back to, or by itself.
      size_t next = i + 1;
      if (next == shown.size()) next = behavior.end == explore::Behavior::End::BackTo ? behavior.back_to : i;
      context.level = static_cast<int64_t>(left_out + i) + 1;
      const runtime::Exploration exploration = explore::exploration_at(model, behavior, i);
      context.exploration = left_out == 0 ? &exploration : nullptr;
      shown[i].alias =
          alias_fields(model, context, behavior.states[i].words.data(), behavior.states[next].words.data(), shown[i].variables);
      context.arena.reset();
    }
  });
  return shown;
}

}  // namespace trestle::report
