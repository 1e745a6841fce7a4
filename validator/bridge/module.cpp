// Behaviors in TLA+ modules: the values of definitions, found by their names.
#include <algorithm>
#include <charconv>
#include <functional>

#include "translator/runtime/atoms.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/store.h"
#include "validator/bridge/readers.h"

namespace trestle::bridge {

using End = explore::Behavior::End;
using runtime::Kind;
using runtime::Value;

namespace {

// Where a definition's right side begins: behind "name ==" at the beginning of a line. npos: nowhere.
size_t definition(std::string_view text, std::string_view name, size_t from = 0) {
  for (size_t at = text.find(name, from); at != text.npos; at = text.find(name, at + 1)) {
    if (at != 0 && text[at - 1] != '\n') continue;
    size_t behind = at + name.size();
    while (behind < text.size() && (text[behind] == ' ' || text[behind] == '\t')) ++behind;
    if (text.substr(behind, 2) == "==") return behind + 2;
  }
  return text.npos;
}

Value field(Value record, std::string_view name) {
  if (record.kind() != Kind::Record) return {};
  const int index = runtime::record_index(record->aux, runtime::atom(name));
  return index < 0 ? Value() : record.object()[index];
}
uint32_t small(Value v) {
  return v.is_small() && v.small() > 0 && v.small() < UINT32_MAX ? static_cast<uint32_t>(v.small()) : 0;
}
std::string text_of(Value v) {
  return v.kind() == Kind::String ? std::string(runtime::atom_text(v.atom_id())) : std::string();
}

// [name |-> "Sell", location |-> [...], context |-> [c |-> ann], parameters |-> <<"c">>]
RecordedAction action_of(Value record) {
  RecordedAction action;
  action.name = text_of(field(record, "name"));
  const Value location = field(record, "location");
  action.location = {.file = {},
                     .module = text_of(field(location, "module")),
                     .begin_line = small(field(location, "beginLine")),
                     .begin_column = small(field(location, "beginColumn")),
                     .end_line = small(field(location, "endLine")),
                     .end_column = small(field(location, "endColumn"))};
  const Value context = field(record, "context"), parameters = field(record, "parameters");
  if (parameters.kind() != Kind::Tuple) return action;
  std::vector<Value> arguments;
  for (const Value parameter : parameters->span()) {
    action.parameters.push_back(text_of(parameter));
    const Value argument = field(context, action.parameters.back());
    if (argument.defined()) arguments.push_back(argument);
  }
  if (arguments.size() == action.parameters.size()) action.arguments = std::move(arguments);
  return action;
}

// What the Toolbox copies of an error trace: <<[_TEAction |-> [position |-> 1, ...], x |-> 0], ...>>
bool is_value(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && text.substr(first).starts_with("<<");
}

class ModuleReader {
 public:
  ModuleReader(std::string_view text, const std::string& file) : text_(text), file_(file), values_(context_) {}

  RecordedBehavior tlc_module() {
    if (is_value(text_)) return sequence(value_at(0), 1);
    size_t at = definition(text_, "CounterExample");
    if (at == text_.npos) {
      at = definition(text_, "Trace");
      if (at == text_.npos) refuse(file_, 0, "the module defines neither CounterExample nor Trace");
      return sequence(value_at(at), line_of(text_, at));
    }
    const Value all = value_at(at);
    std::vector<std::pair<size_t, RecordedState>> states;
    std::vector<Edge> edges;
    for_each(field(all, "state"), [&](Value entry) { states.push_back(numbered(entry, at)); });
    for_each(field(all, "action"), [&](Value entry) {
      if (entry.kind() != Kind::Tuple || entry->size != 3)
        refuse(file_, line_of(text_, at), "a step is <<state, action, state>>");
      edges.push_back(
          {numbered(entry.object()[0], at).first, numbered(entry.object()[2], at).first, action_of(entry.object()[1])});
    });
    return assemble(std::move(states), std::move(edges), file_);
  }

  RecordedBehavior trace_module() {
    const size_t at = definition(text_, "trace");
    if (at == text_.npos) {
      if (text_.find("\n====") == text_.npos) refuse(file_, 0, "the file is cut off: the module has no end");
      refuse(file_, 0, "the module defines no trace: its states may be in a .bin file beside it, which only TLC reads");
    }
    RecordedBehavior behavior = sequence(value_at(at), line_of(text_, at));
    constexpr std::string_view kStart = "_TTraceLassoStart = ";
    if (const size_t lasso = text_.find(kStart); lasso != text_.npos) {
      size_t start = 0;
      std::from_chars(text_.data() + lasso + kStart.size(), text_.data() + text_.size(), start);
      if (start == 0 || start > behavior.states.size())
        refuse(file_, line_of(text_, lasso), "the lasso starts at no state");
      behavior.end = End::BackTo;
      behavior.back_to = start - 1;
    } else if (const size_t prop = definition(text_, "_prop");
               prop != text_.npos && text_.substr(prop, 40).find("~<>[](") != text_.npos) {
      behavior.end = End::Stuttering;
    }
    return behavior;
  }

  // As write_module() writes them.
  RecordedBehavior replay() {
    const size_t at = definition(text_, "Trestle_states");
    RecordedBehavior behavior = sequence(value_at(at), line_of(text_, at));
    if (const size_t actions = definition(text_, "Trestle_actions"); actions != text_.npos) {
      const Value list = value_at(actions);
      for (size_t i = 0; list.kind() == Kind::Tuple && i < list->size && i < behavior.states.size(); ++i) {
        behavior.states[i].action = replay_action(list.object()[i]);
      }
    }
    if (const size_t end = definition(text_, "Trestle_end"); end != text_.npos) {
      const Value v = value_at(end);
      if (text_of(v) == "stuttering") behavior.end = End::Stuttering;
      if (v.kind() == Kind::Record) {
        behavior.end = End::BackTo;
        behavior.back_to = small(field(v, "back_to")) - 1;
        if (behavior.back_to >= behavior.states.size())
          refuse(file_, line_of(text_, end), "there is no such state to go back to");
        behavior.back_action = replay_action(field(v, "action"));
      }
    }
    return behavior;
  }

  RecordedBehavior simulation() {
    RecordedBehavior behavior;
    size_t passed_over = 0;
    for (size_t number = 1;; ++number) {
      const size_t at = definition(text_, "STATE_" + std::to_string(number));
      if (at == text_.npos) break;
      size_t end =
          std::min({text_.find("\n\\*", at), text_.find("\nSTATE_", at), text_.find("\n===", at), text_.size()});
      RecordedState state{.variables = {}, .action = {}, .line = line_of(text_, at)};
      try {
        state.variables = read_conjuncts(text_.substr(at, end - at), context_, values_, passed_over);
      } catch (const ValueError& error) {
        const std::string place = "state " + std::to_string(number);
        if (end != text_.size() || behavior.states.empty())
          refuse(file_, line_of(text_, at + error.offset), std::string(error.what()) + ", in " + place);
        behavior.notes.push_back("the file is cut off in " + place + ", which is left out");
        break;
      }
      // The line before says by which action.
      const size_t line = text_.rfind('\n', at),
                   before = line == 0 || line == text_.npos ? text_.npos : text_.rfind('\n', line - 1);
      const std::string_view comment =
          text_.substr(before == text_.npos ? 0 : before + 1, line == text_.npos ? 0 : line - (before + 1));
      if (number > 1 && comment.starts_with("\\* <")) state.action = read_header(comment, values_);
      behavior.states.push_back(std::move(state));
    }
    if (behavior.states.empty()) refuse(file_, 0, "the module defines no STATE_1");
    return behavior;
  }

  // \/ 1 = _idx /\ Sell(ann, 1)
  RecordedBehavior actions() {
    constexpr std::string_view kDisjunct = "\n\\/ ", kIndex = " = _idx /\\ ";
    RecordedBehavior behavior;
    behavior.states.emplace_back();
    size_t at = text_.find("_next(_idx) ==");
    while (at != text_.npos && (at = text_.find(kDisjunct, at)) != text_.npos) {
      const size_t begin = text_.find(kIndex, at), end = std::min(text_.find(kDisjunct, at + 1), text_.find("\n\n", at));
      size_t number = 0;
      std::from_chars(text_.data() + at + kDisjunct.size(), text_.data() + text_.size(), number);
      if (number != behavior.states.size() || begin >= end || end == text_.npos)
        refuse(file_, line_of(text_, at + 1), "expected \\/ " + std::to_string(behavior.states.size()) + " = _idx /\\ and an action");
      std::string action = "<" + std::string(text_.substr(begin + kIndex.size(), end - begin - kIndex.size())) + ">";
      std::replace(action.begin(), action.end(), '\n', ' ');
      behavior.states.push_back({.variables = {}, .action = read_header(action, values_), .line = line_of(text_, at + 1)});
      at = end;
    }
    if (behavior.states.size() == 1) refuse(file_, 0, "_next names no step");
    return behavior;
  }

 private:
  Value value_at(size_t at) {
    values_.start(text_, at);
    try {
      return runtime::intern(context_, values_.value());
    } catch (const ValueError& error) {
      refuse(file_, line_of(text_, error.offset),
             error.what() + std::string(error.offset >= text_.size() ? ": the file is cut off" : ""));
    } catch (const runtime::EvalError& error) {
      refuse(file_, line_of(text_, at), error.what());
    }
  }

  void for_each(Value collection, const std::function<void(Value)>& visit) {
    if (collection.kind() == Kind::Set || collection.kind() == Kind::Tuple)
      for (const Value item : collection->span()) visit(item);
  }

  // <<3, [x |-> 1]>>
  std::pair<size_t, RecordedState> numbered(Value entry, size_t at) {
    const bool pair = entry.kind() == Kind::Tuple && entry->size == 2;
    const size_t number = pair ? small(entry.object()[0]) : 0;
    if (number == 0) refuse(file_, line_of(text_, at), "a state is <<number, record of its variables>>");
    return {number, {.variables = named_values(entry.object()[1]), .action = {}, .line = 0}};
  }

  RecordedBehavior sequence(Value states, size_t line) {
    if (states.kind() != Kind::Tuple || states->size == 0)
      refuse(file_, line, "expected a sequence of states, each a record of its variables");
    RecordedBehavior behavior;
    for (const Value state : states->span()) {
      if (state.kind() != Kind::Record) refuse(file_, line, "a state is a record of its variables");
      behavior.states.push_back({.variables = named_values(state), .action = {}, .line = 0});
      take_action(behavior.states.back());
    }
    return behavior;
  }

  // [_TEAction |-> [name |-> "Sell", location |-> "line 13, col 3 to ..."], ...]
  void take_action(RecordedState& state) {
    auto& variables = state.variables;
    const auto at = std::find_if(variables.begin(), variables.end(),
                                 [](const auto& variable) { return variable.first == "_TEAction"; });
    if (at == variables.end()) return;
    const std::string header = "<" + text_of(field(at->second, "name")) + " " + text_of(field(at->second, "location"));
    state.action = read_header(header + ">", values_);
    variables.erase(at);
  }

  // [name |-> "Sell", arguments |-> <<ann, 1>>, at |-> <<13, 3, 18, 42, "Counter">>]
  RecordedAction replay_action(Value record) {
    RecordedAction action;
    action.name = text_of(field(record, "name"));
    const Value arguments = field(record, "arguments");
    if (arguments.kind() == Kind::Tuple) action.arguments.emplace(arguments->span().begin(), arguments->span().end());
    const Value at = field(record, "at");
    if (at.kind() == Kind::Tuple && at->size == 5) {
      const auto items = at->span();
      action.location = {.file = {},
                         .module = text_of(items[4]),
                         .begin_line = small(items[0]),
                         .begin_column = small(items[1]),
                         .end_line = small(items[2]),
                         .end_column = small(items[3])};
    }
    return action;
  }

  std::string_view text_;
  const std::string& file_;
  runtime::Context context_;
  ValueText values_;
};

}  // namespace

std::vector<RecordedBehavior> read_module(std::string_view bytes, Format format, const std::string& file) {
  std::string clean;
  if (bytes.find('\r') != bytes.npos) {
    clean.assign(bytes);
    std::erase(clean, '\r');
    bytes = clean;
  }
  ModuleReader reader(bytes, file);
  switch (format) {
    case Format::TraceModule: return {reader.trace_module()};
    case Format::TlcActions: return {reader.actions()};
    case Format::Simulation: return {reader.simulation()};
    case Format::Replay: return {reader.replay()};
    default: return {reader.tlc_module()};
  }
}

}  // namespace trestle::bridge
