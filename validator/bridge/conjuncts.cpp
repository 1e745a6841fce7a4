// The small pieces that several formats have in common: headers of states, conjuncts, what TLC says is violated.
#include <algorithm>
#include <charconv>

#include "translator/runtime/atoms.h"
#include "translator/runtime/store.h"
#include "validator/bridge/readers.h"

namespace trestle::bridge {

using explore::Verdict;
using runtime::Value;

namespace {

bool number_after(std::string_view& text, std::string_view token, uint32_t& number) {
  if (!text.starts_with(token)) return false;
  text.remove_prefix(token.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(end - text.data());
  return true;
}

// What stands between two texts, when it stands there.
std::optional<std::string> between(std::string_view text, std::string_view before, std::string_view after) {
  if (!text.starts_with(before)) return {};
  const size_t end = text.find(after, before.size());
  if (end == text.npos) return {};
  return std::string(text.substr(before.size(), end - before.size()));
}

}  // namespace

void refuse(const std::string& file, size_t line, const std::string& what) {
  throw FileError(file + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + what);
}

size_t line_of(std::string_view text, size_t offset) {
  return 1 + std::count(text.begin(), text.begin() + std::min(offset, text.size()), '\n');
}

runtime::Location read_location(std::string_view text) {
  runtime::Location location;
  if (!number_after(text, "line ", location.begin_line) || !number_after(text, ", col ", location.begin_column) ||
      !number_after(text, " to line ", location.end_line) || !number_after(text, ", col ", location.end_column) ||
      !text.starts_with(" of module ")) {
    return {};
  }
  text.remove_prefix(std::string_view(" of module ").size());
  location.module = text.substr(0, text.find_first_of("> \r\n"));
  return location;
}

RecordedAction read_header(std::string_view text, ValueText& reader) {
  RecordedAction action;
  const size_t open = text.find('<');
  if (open == text.npos) return action;
  text.remove_prefix(open + 1);
  if (text.starts_with("Initial predicate")) return action;
  reader.start(text);
  action.name = reader.identifier();
  if (reader.at() < text.size() && text[reader.at()] == '(') {
    try {
      reader.take("(");
      std::vector<Value> arguments;
      do {
        arguments.push_back(runtime::intern(reader.value()));
      } while (reader.take(","));
      if (reader.take(")")) action.arguments = std::move(arguments);
    } catch (const ValueError&) {
      // An argument that has no text as a value, an operator say: not told.
    }
  }
  const size_t where = text.find(" line ");
  if (where != text.npos) action.location = read_location(text.substr(where + 1));
  return action;
}

const Value* named(const NamedValues& values, std::string_view name) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const auto& other) { return other.first == name; });
  return found == values.end() ? nullptr : &found->second;
}

NamedValues read_conjuncts(std::string_view text, runtime::Context& context, ValueText& reader, size_t& passed_over,
                           const NamedValues* before) {
  NamedValues values;
  reader.start(text);
  while (!reader.at_end()) {
    const size_t start = reader.at();
    if (text.substr(start).starts_with("* /\\")) reader.take("*");  // as trestle marks what changed
    const bool conjunct = reader.take("/\\");
    const std::string_view name = conjunct || values.empty() ? reader.identifier() : std::string_view();
    const std::string variable(name);
    const auto mark = context.arena.mark();
    // Several changes of one variable are told one after the other.
    const auto met = std::find_if(values.begin(), values.end(), [&](const auto& other) { return other.first == variable; });
    const Value* const earlier = met != values.end() ? &met->second : before != nullptr ? named(*before, variable) : nullptr;
    std::optional<Value> value;
    try {
      if (!name.empty()) value = read_value_or_change(reader, context, earlier);
      if (value) value = runtime::intern(context, *value);
    } catch (const runtime::EvalError& error) {
      throw ValueError("the value of " + variable + ": " + error.what(), reader.at());
    }
    if (!value) {
      if (conjunct) throw ValueError("expected a variable and = behind /\\", reader.at());
      ++passed_over;
      reader.start(text, std::min(text.find('\n', start), text.size()));
      continue;
    }
    if (met != values.end()) {
      met->second = *value;
    } else {
      values.emplace_back(variable, *value);
    }
    context.arena.reset(mark);
  }
  return values;
}

NamedValues named_values(Value record) {
  NamedValues values;
  if (record.kind() != runtime::Kind::Record) return values;
  const auto fields = runtime::record_fields(record->aux);
  for (uint32_t i = 0; i < record->size; ++i) {
    values.emplace_back(runtime::atom_text(fields[i]), runtime::intern(record.object()[i]));
  }
  return values;
}

RecordedBehavior assemble(std::vector<std::pair<size_t, RecordedState>> states, std::vector<Edge> edges,
                          const std::string& file) {
  using End = explore::Behavior::End;
  if (states.empty()) refuse(file, 0, "there is no state in it");
  std::stable_sort(states.begin(), states.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  RecordedBehavior behavior;
  for (auto& [number, state] : states) {
    if (number == behavior.states.size()) continue;  // once more
    if (number != behavior.states.size() + 1)
      refuse(file, 0, "state " + std::to_string(behavior.states.size() + 1) + " is missing");
    behavior.states.push_back(std::move(state));
  }
  for (Edge& edge : edges) {
    const size_t last = behavior.states.size();
    if (edge.from == 0 || edge.to == 0 || edge.from > last || edge.to > last)
      refuse(file, 0,
             "a step from state " + std::to_string(edge.from) + " to " + std::to_string(edge.to) + ", but there are " +
                 std::to_string(last) + " states");
    if (edge.to > edge.from) {
      behavior.states[edge.to - 1].action = std::move(edge.action);
      continue;
    }
    behavior.end = edge.to == edge.from ? End::Stuttering : End::BackTo;
    // A step that stays has the name of the one before it: it means nothing.
    if (behavior.end == End::BackTo) behavior.back_to = edge.to - 1, behavior.back_action = std::move(edge.action);
  }
  return behavior;
}

namespace {

Claim claim(Verdict verdict, std::string name = {}) { return {verdict, std::move(name)}; }

}  // namespace

std::optional<Claim> read_headline(std::string_view line) {
  if (line.starts_with("deadlock: state ")) return claim(Verdict::Deadlock);
  if (line.starts_with("evaluation-failed: ")) return claim(Verdict::EvaluationFailed);
  if (line.starts_with("assertion-failed: ")) return claim(Verdict::AssertionFailed);
  if (auto name = between(line, "invariant-violated: ", " is false in state")) return claim(Verdict::InvariantViolated, *name);
  if (auto name = between(line, "property-violated: ", " does not hold of the behavior")) return claim(Verdict::PropertyViolated, *name);
  return {};
}

std::optional<Claim> read_claim(std::string_view line) {
  if (line.starts_with("Error: ")) line.remove_prefix(7);
  if (auto ours = read_headline(line)) return ours;
  if (auto name = between(line, "Invariant ", " is violated")) return claim(Verdict::InvariantViolated, *name);
  if (auto name = between(line, "Action property ", " is violated")) return claim(Verdict::PropertyViolated, *name);
  if (auto name = between(line, "Property ", " is violated by the initial state"))
    return claim(Verdict::PropertyViolated, *name);
  if (auto name = between(line, "Temporal property ", " was violated")) return claim(Verdict::PropertyViolated, *name);
  if (auto names = between(line, "Temporal properties ", " were violated"))
    return claim(Verdict::PropertyViolated, *names);
  if (line.starts_with("Temporal properties were violated")) return claim(Verdict::PropertyViolated);
  if (line.starts_with("Deadlock reached")) return claim(Verdict::Deadlock);
  if (auto name = between(line, "Assumption ", " is false")) return claim(Verdict::AssumptionViolated, *name);
  if (line.starts_with("The first argument of Assert evaluated to FALSE")) return claim(Verdict::AssertionFailed);
  if (auto name = between(line, "Evaluating invariant ", " failed")) return claim(Verdict::EvaluationFailed, *name);
  if (line.starts_with("Successor state is not completely specified") ||
      line.starts_with("State is not completely specified by the initial predicate"))
    return claim(Verdict::EvaluationFailed);
  if (line.starts_with("TLC threw an unexpected exception") || line.starts_with("The error occurred when TLC"))
    return claim(Verdict::EvaluationFailed);
  return {};
}

}  // namespace trestle::bridge
