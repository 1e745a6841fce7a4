// Behaviors as JSON: TLC's, and the Informal Trace Format. With result.cpp the only place that reads by RapidJSON.
#include <algorithm>

#include <rapidjson/error/en.h>

#include "validator/bridge/json_reader.h"

namespace trestle::bridge {

namespace {

// Where brackets are nested deeper than so many; the end when they are nowhere. The parser would take memory for each.
size_t nested_deeper(std::string_view bytes, size_t most) {
  size_t depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < bytes.size(); ++i) {
    switch (bytes[i]) {
      case '\\': i += quoted ? 1 : 0; break;
      case '"': quoted = !quoted; break;
      case '[':
      case '{':
        if (!quoted && ++depth > most) return i;
        break;
      case ']':
      case '}': depth -= !quoted && depth > 0 ? 1 : 0; break;
      default: break;
    }
  }
  return bytes.size();
}

}  // namespace

rapidjson::Document parse_json(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  constexpr size_t kAroundValues = 16;  // a behavior's states, and steps between them
  if (const size_t deep = nested_deeper(bytes, 2 * kDeepestJson + kAroundValues); deep != bytes.size())
    refuse(file, line_of(bytes, deep), "values are nested too deep");
  rapidjson::Document document;
  // Without recursion, whatever the nesting.
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag>(bytes.data(), bytes.size());
  if (document.HasParseError()) {
    const size_t at = document.GetErrorOffset();
    refuse(file, line_of(bytes, at),
           std::string("this is no JSON: ") + rapidjson::GetParseError_En(document.GetParseError()) +
               (at + 1 >= bytes.size() ? " The file is cut off." : ""));
  }
  return document;
}

runtime::Location location(const Node& node, const std::array<const char*, 4>& names) {
  const auto number = [&](size_t i) { return unsigned_of(member(node, names[i])); };
  const Node* module = member(node, "module");
  return {.file = {},
          .module = module != nullptr && module->IsString() ? std::string(json_text(*module)) : std::string(),
          .begin_line = number(0),
          .begin_column = number(1),
          .end_line = number(2),
          .end_column = number(3)};
}

std::optional<explore::Verdict> verdict_named(std::string_view text) {
  using explore::Verdict;
  for (const Verdict verdict : {
#define TRESTLE_VERDICT(name, text, code) Verdict::name,
#include "validator/explore/verdicts.def"
#undef TRESTLE_VERDICT
       }) {
    if (to_string(verdict) == text) return verdict;
  }
  return {};
}

namespace {

class TlcJsonReader {
 public:
  explicit TlcJsonReader(const std::string& file) : file_(file), values_(context_, file, Typing::TlcJson) {}

  RecordedBehavior read(const Node& root) {
    const Node* body = member(root, "counterexample");
    if (body == nullptr) body = &root;
    std::vector<std::pair<size_t, RecordedState>> states;
    std::vector<Edge> edges;
    // A bare list of states, as JsonSerialize writes a sequence.
    const Node* list = body->IsArray() ? body : member(*body, "state");
    if (list == nullptr || !list->IsArray()) refuse(file_, 0, "the member state, a list of states, is missing");
    for (const Node& entry : list->GetArray()) states.push_back(state(entry, states.size() + 1));
    if (const Node* steps = member(*body, "action"); steps != nullptr && steps->IsArray()) {
      for (const Node& step : steps->GetArray()) {
        if (!step.IsArray() || step.Size() != 3) refuse(file_, 0, "a member of action is [state, action, state]");
        edges.push_back({number(step[0]), number(step[2]), action(step[1])});
      }
    }
    RecordedBehavior behavior = assemble(std::move(states), std::move(edges), file_);
    behavior.typing = Typing::TlcJson;
    return behavior;
  }

 private:
  size_t number(const Node& entry) {
    return entry.IsArray() && entry.Size() == 2 ? unsigned_of(&entry[0]) : unsigned_of(&entry);
  }
  std::pair<size_t, RecordedState> state(const Node& entry, size_t next) {
    const bool numbered = entry.IsArray() && entry.Size() == 2;
    const Node& variables = numbered ? entry[1] : entry;
    if (!variables.IsObject()) refuse(file_, 0, "a state is [number, object of its variables]");
    return {numbered ? number(entry) : next, {.variables = named(variables), .action = {}, .line = 0}};
  }
  NamedValues named(const Node& object) {
    NamedValues all;
    for (const auto& entry : object.GetObject()) {
      const std::string name(json_text(entry.name));
      all.emplace_back(name, values_.value(entry.value, name));
    }
    return all;
  }
  RecordedAction action(const Node& node) {
    RecordedAction action;
    if (const Node* name = member(node, "name"); name != nullptr && name->IsString()) action.name = json_text(*name);
    if (const Node* place = member(node, "location")) {
      action.location = location(*place, {"beginLine", "beginColumn", "endLine", "endColumn"});
    }
    const Node* context = member(node, "context");
    const Node* parameters = member(node, "parameters");
    if (context == nullptr || !context->IsObject()) return action;
    const NamedValues bound = named(*context);
    if (parameters != nullptr && parameters->IsArray()) {
      for (const Node& parameter : parameters->GetArray()) {
        if (parameter.IsString()) action.parameters.emplace_back(json_text(parameter));
      }
    }
    if (action.parameters.empty()) {
      for (const auto& [name, value] : bound) action.parameters.push_back(name);
    }
    std::vector<Value> arguments;
    for (const std::string& parameter : action.parameters) {
      const auto found =
          std::find_if(bound.begin(), bound.end(), [&](const auto& other) { return other.first == parameter; });
      if (found != bound.end()) arguments.push_back(found->second);
    }
    if (arguments.size() == action.parameters.size() && !arguments.empty()) action.arguments = std::move(arguments);
    return action;
  }

  runtime::Context context_;
  const std::string& file_;
  Values values_;
};

// What Quint and Apalache say of the step beside the variables.
constexpr std::string_view kActionVariables[] = {"mbt::actionTaken", "action_taken"};
constexpr std::string_view kPicks = "mbt::nondetPicks";

class ItfReader {
 public:
  explicit ItfReader(const std::string& file) : file_(file), values_(context_, file, Typing::Itf) {}

  RecordedBehavior read(const Node& root) {
    const Node* states = member(root, "states");
    if (states == nullptr || !states->IsArray() || states->Empty())
      refuse(file_, 0, "the member states, a list of states, is missing");
    RecordedBehavior behavior;
    behavior.typing = Typing::Itf;
    for (const Node& node : states->GetArray()) {
      if (!node.IsObject()) refuse(file_, 0, "a state is an object");
      behavior.states.push_back(state(node, behavior.states.empty()));
    }
    if (const Node* loop = member(root, "loop"); loop != nullptr && !loop->IsNull()) {
      if (!loop->IsUint() || loop->GetUint() >= behavior.states.size())
        refuse(file_, 0, "loop is the index of no state");
      behavior.back_to = loop->GetUint();
      behavior.end = explore::Behavior::End::BackTo;
    }
    const Node* meta = member(root, "#meta");
    if (meta == nullptr) return behavior;
    if (const Node* end = member(*meta, "end"); end != nullptr && end->IsString() && json_text(*end) == "stuttering")
      behavior.end = explore::Behavior::End::Stuttering;
    if (const Node* verdict = member(*meta, "verdict"); verdict != nullptr && verdict->IsString())
      behavior.verdict = verdict_named(json_text(*verdict));
    if (const Node* violated = member(*meta, "violated"); violated != nullptr && violated->IsString())
      behavior.violated = json_text(*violated);
    if (const Node* back = member(*meta, "back")) behavior.back_action = told(*back);
    return behavior;
  }

 private:
  RecordedState state(const Node& node, bool first) {
    RecordedState state;
    for (const auto& entry : node.GetObject()) {
      const std::string_view name = json_text(entry.name);
      if (name == "#meta") {
        if (const Node* action = member(entry.value, "action")) state.action = told(*action);
        continue;
      }
      const Value value = values_.value(entry.value, std::string(name));
      if (std::find(std::begin(kActionVariables), std::end(kActionVariables), name) != std::end(kActionVariables)) {
        // Of the first state it says how the tool chose it.
        if (!first && value.kind() == runtime::Kind::String) state.action.name = runtime::atom_text(value.atom_id());
      } else if (name != kPicks) {
        state.variables.emplace_back(name, value);
      }
    }
    const Node* picks = member(node, kPicks.data());
    if (state.action.told() && !state.action.arguments && picks != nullptr && picks->IsObject()) pick(*picks, state.action);
    return state;
  }
  // {"n": {"tag": "Some", "value": 1}, "m": {"tag": "None", ..}}
  void pick(const Node& picks, RecordedAction& action) {
    std::vector<Value> arguments;
    for (const auto& entry : picks.GetObject()) {
      const Node* tag = member(entry.value, "tag");
      const Node* value = member(entry.value, "value");
      if (tag == nullptr || value == nullptr || !tag->IsString() || json_text(*tag) != "Some") continue;
      const std::string name(json_text(entry.name));
      action.parameters.push_back(name);
      arguments.push_back(values_.value(*value, name));
    }
    if (!arguments.empty()) action.arguments = std::move(arguments);
  }
  // {"name": "Sell", "arguments": [...], "location": [13, 3, 18, 42, "Counter"]}, as write_itf() writes it.
  RecordedAction told(const Node& node) {
    RecordedAction action;
    const Node* name = member(node, "name");
    if (name == nullptr || !name->IsString()) return action;
    action.name = json_text(*name);
    if (const Node* names = member(node, "parameters"); names != nullptr && names->IsArray()) {
      for (const Node& parameter : names->GetArray())
        if (parameter.IsString()) action.parameters.emplace_back(json_text(parameter));
    }
    if (const Node* arguments = member(node, "arguments"); arguments != nullptr && arguments->IsArray()) {
      action.arguments.emplace();
      for (const Node& argument : arguments->GetArray())
        action.arguments->push_back(values_.value(argument, "an argument of " + action.name));
    }
    if (const Node* at = member(node, "location");
        at != nullptr && at->IsArray() && at->Size() == 5 && (*at)[4].IsString()) {
      action.location = {.file = {},
                         .module = std::string(json_text((*at)[4])),
                         .begin_line = unsigned_of(&(*at)[0]),
                         .begin_column = unsigned_of(&(*at)[1]),
                         .end_line = unsigned_of(&(*at)[2]),
                         .end_column = unsigned_of(&(*at)[3])};
    }
    return action;
  }

  runtime::Context context_;
  const std::string& file_;
  Values values_;
};

// Events that show whole states, as write_events() writes them: docs/formats/trace.md.
class EventsReader {
 public:
  explicit EventsReader(const std::string& file) : file_(file), values_(context_, file, Typing::Itf) {}

  RecordedBehavior read(std::string_view bytes) {
    RecordedBehavior behavior;
    behavior.typing = Typing::Itf;
    size_t line = 0;
    for (size_t at = 0; at < bytes.size();) {
      const size_t end = std::min(bytes.find('\n', at), bytes.size());
      const std::string_view text = bytes.substr(at, end - at);
      at = end + 1;
      ++line;
      if (text.find_first_not_of(" \t\r") == text.npos) continue;
      const rapidjson::Document document = parse_json(text, file_ + ":" + std::to_string(line));
      if (member(document, "trestle") != nullptr) continue;
      const Node* name = member(document, "event");
      if (name == nullptr || !name->IsString()) refuse(file_, line, "expected an event");
      RecordedState state{.variables = observed(document, line), .action = {}, .line = line};
      if (const std::string_view event = json_text(*name); event != "#state" && event != "#step") {
        state.action.name = event;
        if (const Node* params = member(document, "params")) parameters(*params, state.action);
      }
      behavior.states.push_back(std::move(state));
    }
    if (behavior.states.empty()) refuse(file_, 0, "there is no event in it");
    return behavior;
  }

 private:
  NamedValues observed(const Node& event, size_t line) {
    NamedValues variables;
    const Node* list = member(event, "after");
    if (list == nullptr) list = member(event, "before");
    if (list == nullptr || !list->IsArray())
      refuse(file_, line, "the event shows no state: it is one of a trace, not of a behavior");
    for (const Node& part : list->GetArray()) {
      const Node *name = member(part, "var"), *value = member(part, "value");
      if (name == nullptr || !name->IsString() || value == nullptr || member(part, "path") != nullptr ||
          member(part, "op") != nullptr)
        refuse(file_, line, "the event shows a part of a variable: it is one of a trace, not of a behavior");
      const std::string variable(json_text(*name));
      variables.emplace_back(variable, values_.value(*value, variable));
    }
    return variables;
  }
  void parameters(const Node& params, RecordedAction& action) {
    action.arguments.emplace();
    const auto add = [&](const Node& value) {
      action.arguments->push_back(values_.value(value, action.name));
    };
    if (params.IsArray()) {
      for (const Node& value : params.GetArray()) add(value);
    } else if (params.IsObject()) {
      for (const auto& entry : params.GetObject())
        action.parameters.emplace_back(json_text(entry.name)), add(entry.value);
    }
  }

  runtime::Context context_;
  const std::string& file_;
  Values values_;
};

}  // namespace

std::vector<RecordedBehavior> read_tlc_json(std::string_view bytes, const std::string& file) {
  return read_json<TlcJsonReader>(bytes, file);
}
std::vector<RecordedBehavior> read_itf(std::string_view bytes, const std::string& file) {
  return read_json<ItfReader>(bytes, file);
}

std::vector<RecordedBehavior> read_events(std::string_view bytes, const std::string& file) {
  try {
    return {EventsReader(file).read(bytes)};
  } catch (const runtime::EvalError& error) {
    refuse(file, 0, error.what());
  }
}

}  // namespace trestle::bridge
