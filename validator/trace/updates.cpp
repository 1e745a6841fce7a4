#include "validator/trace/updates.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"
#include "validator/trace/match.h"

namespace trestle::trace {

using runtime::Context;
using runtime::Op;
using runtime::Value;

namespace {

Value call(Context& context, Op op, Value a, Value b) {
  const Value arguments[] = {a, b};
  return runtime::info(op).call(context, arguments, 2);
}

Value one(Context& context, Value element) { return runtime::make_set(context, {&element, 1}); }

[[noreturn]] void cannot(std::string_view what) {
  throw runtime::EvalError(runtime::ErrorKind::Evaluation, std::string(what));
}

Value bag_of(Context& context, Value element) { return call(context, Op::Pair, element, Value::integer(1)); }

Value bag_with(Context& context, Value bag, Value element, int64_t more) {
  const bool known = runtime::member(context, element, runtime::domain(context, bag));
  if (!known && more < 0) return bag;
  const Value count = known ? runtime::apply_function(context, bag, element) : Value::integer(0);
  return call(context, Op::Override,
              call(context, Op::Pair, element, call(context, Op::Plus, count, Value::integer(more))), bag);
}

// The operations: name, number of arguments, and what they make of a place.
struct Operation {
  std::string_view name;
  uint32_t arguments;
  Value (*apply)(Context&, Value place, const Value* arguments);
};
constexpr Operation kOperations[] = {
    {"Update", 1, [](Context&, Value, const Value* a) { return a[0]; }},
    {"Unchanged", 0, [](Context&, Value v, const Value*) { return v; }},
    {"AddElement", 1, [](Context& c, Value v, const Value* a) { return runtime::cup(c, v, one(c, a[0])); }},
    {"AddElements", 1,
     [](Context& c, Value v, const Value* a) {
       if (a[0].kind() != runtime::Kind::Tuple) cannot("AddElements takes a list");
       return runtime::cup(c, v, runtime::make_set(c, a[0]->span()));
     }},
    {"RemoveElement", 1, [](Context& c, Value v, const Value* a) { return runtime::minus(c, v, one(c, a[0])); }},
    {"Clear", 0, [](Context&, Value, const Value*) { return runtime::empty_set(); }},
    {"AddElementToBag", 1, [](Context& c, Value v, const Value* a) { return bag_with(c, v, a[0], 1); }},
    {"RemoveElementFromBag", 1, [](Context& c, Value v, const Value* a) { return bag_with(c, v, a[0], -1); }},
    {"AddToBag", 1, [](Context& c, Value v, const Value* a) { return call(c, Op::BagSum, v, bag_of(c, a[0])); }},
    {"RemoveFromBag", 1, [](Context& c, Value v, const Value* a) { return call(c, Op::BagDifference, v, bag_of(c, a[0])); }},
    {"ClearBag", 0, [](Context&, Value, const Value*) { return runtime::empty_tuple(); }},
    {"AppendElement", 1, [](Context& c, Value v, const Value* a) { return call(c, Op::Append, v, a[0]); }},
    {"SetKey", 2, [](Context& c, Value v, const Value* a) { return runtime::except(c, v, a[0], a[1]); }},
    {"ResetKey", 1,
     [](Context& c, Value v, const Value* a) { return runtime::except(c, v, a[0], runtime::model_value("Nil")); }},
    {"UpdateRec", 1,
     [](Context& c, Value v, const Value* a) {
       // The fields that it has, among those that are given.
       const Value fields = runtime::domain(c, v);
       for (const Value field : runtime::listed(c, runtime::domain(c, a[0]))) {
         if (runtime::member(c, field, fields))
           v = runtime::except(c, v, field, runtime::apply_function(c, a[0], field));
       }
       return v;
     }},
    {"Add", 1, [](Context& c, Value v, const Value* a) { return call(c, Op::Plus, v, a[0]); }},
    {"Sub", 1, [](Context& c, Value v, const Value* a) { return call(c, Op::Minus, v, a[0]); }},
};

const Operation* operation(std::string_view name) {
  for (const Operation& known : kOperations) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

struct Update {
  const Operation* operation;
  std::vector<Datum> path, arguments;
};

std::vector<Datum> children(Datum list) {
  std::vector<Datum> all;
  Datum child = list;
  for (uint32_t i = 0; i < list.size(); ++i) {
    child = i == 0 ? list.first() : child.next();
    all.push_back(child);
  }
  return all;
}

// One update, or what is wrong with it.
std::string read(Datum datum, Update& update) {
  if (datum.kind() != DatumKind::Record) return "an update is an object, not " + to_short_tla(datum);
  Datum member = datum;
  if (!find(datum, "op", member) || member.kind() != DatumKind::String) return "an update has a text \"op\"";
  update.operation = operation(member.text());
  if (update.operation == nullptr) {
    std::string names;
    for (const Operation& known : kOperations) names += (names.empty() ? "" : ", ") + std::string(known.name);
    return "\"" + std::string(member.text()) + "\" is none of " + names;
  }
  if (find(datum, "path", member)) {
    if (member.kind() != DatumKind::Sequence) return "\"path\" is an array";
    update.path = children(member);
  }
  if (find(datum, "map", member)) return "\"map\" stands for an operator of a trace specification: log what it makes of the arguments";
  if (find(datum, "args", member)) {
    if (member.kind() != DatumKind::Sequence) return "\"args\" is an array";
    update.arguments = children(member);
  }
  if (update.arguments.size() < update.operation->arguments) {
    return std::string(update.operation->name) + " takes " + std::to_string(update.operation->arguments) +
           " arguments, not " + std::to_string(update.arguments.size());
  }
  return {};
}

Value applied(Context& context, Value place, const Update& update, const std::vector<Value>& path, size_t depth,
              const std::vector<Value>& arguments) {
  if (depth == path.size()) return update.operation->apply(context, place, arguments.data());
  const Value inner = runtime::apply_function(context, place, path[depth]);
  return runtime::except(context, place, path[depth], applied(context, inner, update, path, depth + 1, arguments));
}

}  // namespace

std::string updates_problem(Datum list) {
  if (list.kind() != DatumKind::Sequence) return "expected an array of updates, got " + to_short_tla(list);
  for (const Datum datum : children(list)) {
    Update update;
    if (std::string problem = read(datum, update); !problem.empty()) return problem;
  }
  return {};
}

std::optional<Value> updated(Context& context, Datum list, Value before) {
  const auto is_model_value = [](std::string_view) { return false; };  // the reader has marked them
  try {
    Value place = before;
    for (const Datum datum : children(list)) {
      Update update;
      if (!read(datum, update).empty()) return {};
      std::vector<Value> path, arguments;
      for (const Datum step : update.path) path.push_back(to_value(context, step, is_model_value));
      for (const Datum argument : update.arguments) arguments.push_back(to_value(context, argument, is_model_value));
      place = applied(context, place, update, path, 0, arguments);
    }
    return place;
  } catch (const runtime::EvalError&) {
    return {};
  }
}

bool updates_hold(Datum list, Value before, Value after) {
  Context context;
  const std::optional<Value> made = updated(context, list, before);
  try {
    return made && runtime::equal(context, *made, after);
  } catch (const runtime::EvalError&) {
    return false;
  }
}

}  // namespace trestle::trace
