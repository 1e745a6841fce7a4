#include "validator/mapping/shown.h"

#include <algorithm>

#include "translator/runtime/atoms.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"

namespace trestle::mapping {
namespace {

constexpr const char* kGiven = "trestle_given";  // member of e: the values of the state after the step

class Reaches final : public runtime::StepSink {
 public:
  Reaches(const runtime::Word* state, size_t words) : state_(state), words_(words) {}
  bool step(const runtime::Step& step) override {
    found = std::equal(step.next, step.next + words_, state_);
    return !found;
  }
  bool found = false;

 private:
  const runtime::Word* state_;
  size_t words_;
};

runtime::Value with_state(runtime::Context& context, runtime::Value event, std::vector<runtime::Value> state) {
  std::vector<uint32_t> fields;
  std::vector<runtime::Value> values;
  if (event.kind() == runtime::Kind::Record) {
    const auto known = runtime::record_fields(event->aux);
    for (uint32_t i = 0; i < event->size; ++i) {
      fields.push_back(known[i]);
      values.push_back(event.object()[i]);
    }
  }
  fields.push_back(runtime::atom(kGiven));
  values.push_back(runtime::make_tuple(context, state));
  return runtime::make_record(context, fields, values);
}

}  // namespace

ObserveFile with_given_steps(ObserveFile file, const runtime::Signature& signature) {
  std::string given;
  for (size_t i = 0; i < signature.variables.size(); ++i) {
    given +=
        (i == 0 ? "" : " /\\ ") + signature.variables[i].name + "' = e." + kGiven + "[" + std::to_string(i + 1) + "]";
  }
  for (Rule& rule : file.rules) {
    if (!rule.ignore) rule.action = Expression{given, rule.action ? rule.action->span : rule.span};
  }
  return file;
}

Shown::Shown(const ObservedModel& model, MakeRules given, const ObserveFile& file)
    : model_(model), file_(file), given_(model.spec(), std::move(given), file) {}

bool Shown::accepts(const explore::Reading& reading, const runtime::Word* before, const runtime::Word* after) {
  const runtime::Layout& layout = model_.signature().layout;
  bool any_rule = false;
  for (const explore::Candidate& candidate : reading.candidates) {
    for (size_t i = 0; i < file_.rules.size(); ++i) {
      if (file_.rules[i].ignore || model_.rule(i) != candidate.action) continue;
      any_rule = true;
      Reaches reaches(after, layout.words());
      try {
        const runtime::Value event = with_state(context_, candidate.arguments[0], runtime::decode(layout, after));
        given_.steps(context_, before, given_.rule(i), {&event, 1}, reaches);
      } catch (const runtime::EvalError&) {
        // What has no value accepts nothing.
      }
      context_.arena.reset();
      if (reaches.found) return true;
    }
  }
  return !any_rule;
}

}  // namespace trestle::mapping
