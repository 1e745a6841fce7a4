// The behavior that a run's result shows: docs/formats/json.md.
#include "validator/bridge/json_reader.h"

namespace trestle::bridge {
namespace {

class ResultReader {
 public:
  explicit ResultReader(const std::string& file) : file_(file), values_(context_, file, Typing::Itf) {}

  RecordedBehavior read(const Node& root) {
    const Node *verdict = member(root, "verdict"), *states = member(root, "behavior");
    if (verdict == nullptr || !verdict->IsString() || states == nullptr || !states->IsArray())
      refuse(file_, 0, "the members verdict and behavior, a list of states, are missing");
    const std::string said(json_text(*verdict));
    if (states->Empty()) refuse(file_, 0, "the run ended with " + said + ": there is no behavior in it");
    RecordedBehavior behavior;
    behavior.verdict = verdict_named(said);
    if (const Node* violated = member(root, "violated"); violated != nullptr && violated->IsString())
      behavior.violated = json_text(*violated);
    for (const Node& node : states->GetArray()) behavior.states.push_back(state(node));
    const Node* lasso = member(root, "lasso");
    if (lasso != nullptr && lasso->IsString()) behavior.end = explore::Behavior::End::Stuttering;
    if (lasso != nullptr && lasso->IsNumber()) {
      if (unsigned_of(lasso) == 0 || unsigned_of(lasso) > behavior.states.size())
        refuse(file_, 0, "lasso is the number of no state");
      behavior.end = explore::Behavior::End::BackTo;
      behavior.back_to = unsigned_of(lasso) - 1;
    }
    return behavior;
  }

 private:
  RecordedState state(const Node& node) {
    RecordedState state;
    const Node* variables = member(node, "variables");
    if (variables == nullptr || !variables->IsObject()) refuse(file_, 0, "a state has variables");
    for (const auto& entry : variables->GetObject()) {
      const Node* value = member(entry.value, "value");
      if (value == nullptr) refuse(file_, 0, std::string(json_text(entry.name)) + " has no value");
      state.variables.emplace_back(json_text(entry.name), values_.value(*value, std::string(json_text(entry.name))));
    }
    const Node *name = member(node, "action"), *arguments = member(node, "arguments"), *at = member(node, "location");
    if (name == nullptr || !name->IsString()) return state;
    state.action.name = json_text(*name);
    if (arguments != nullptr && arguments->IsObject()) {
      state.action.arguments.emplace();
      for (const auto& entry : arguments->GetObject()) {
        state.action.parameters.emplace_back(json_text(entry.name));
        state.action.arguments->push_back(values_.value(entry.value, state.action.name));
      }
    }
    if (at != nullptr) state.action.location = location(*at, {"begin_line", "begin_column", "end_line", "end_column"});
    return state;
  }

  runtime::Context context_;
  const std::string& file_;
  Values values_;
};

}  // namespace

std::vector<RecordedBehavior> read_result(std::string_view bytes, const std::string& file) {
  return read_json<ResultReader>(bytes, file);
}

}  // namespace trestle::bridge
