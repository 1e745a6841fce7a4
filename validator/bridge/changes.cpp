// What differs from the state before, as `check` tells it of a value that is long (report/pretty.h, changes()):
//   msgs: added [type |-> "1a"]
//   log[n1]: appended 3
//   vote[n1].term = 2 (was 1)
#include <optional>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "validator/bridge/readers.h"

namespace trestle::bridge {
namespace {

using runtime::Context;
using runtime::Kind;
using runtime::Value;

enum class How { Becomes, Added, Removed, Appended, RemovedFirst, RemovedLast };

struct Change {
  std::vector<Value> path;  // indices into the variable's value
  How how = How::Becomes;
  Value value = {}, was = {};  // was: of Becomes
};

How read_how(ValueText& reader) {
  if (reader.take("added")) return How::Added;
  if (reader.take("appended")) return How::Appended;
  if (!reader.take("removed")) throw ValueError("expected added, appended or removed", reader.at());
  if (reader.take("first")) return How::RemovedFirst;
  return reader.take("last") ? How::RemovedLast : How::Removed;
}

std::vector<Value> read_place(ValueText& reader) {
  std::vector<Value> path;
  while (true) {
    if (reader.take("[")) {
      path.push_back(reader.value());
      if (!reader.take("]")) throw ValueError("expected ]", reader.at());
    } else if (reader.take(".")) {
      path.push_back(runtime::string_value(reader.identifier()));
    } else {
      return path;
    }
  }
}

Value changed(Context& context, const Change& change, Value before, const ValueText& reader) {
  const auto must_fit = [&](bool fits) {
    if (!fits) throw ValueError("that cannot be told of " + runtime::to_short_string(before) + ", of the state before", reader.at());
  };
  if (change.how == How::Becomes) {
    must_fit(runtime::equal(context, before, change.was));
    return change.value;
  }
  const bool of_sets = change.how == How::Added || change.how == How::Removed;
  must_fit(before.kind() == (of_sets ? Kind::Set : Kind::Tuple));
  const std::span<const Value> items = before->span();
  switch (change.how) {
    case How::Added: return runtime::cup(context, before, runtime::make_set(context, {&change.value, 1}));
    case How::Removed:
      must_fit(runtime::member(context, change.value, before));
      return runtime::minus(context, before, runtime::make_set(context, {&change.value, 1}));
    case How::RemovedFirst:
      must_fit(!items.empty() && runtime::equal(context, items.front(), change.value));
      return runtime::make_tuple(context, items.subspan(1));
    case How::RemovedLast:
      must_fit(!items.empty());
      return runtime::make_tuple(context, items.first(items.size() - 1));
    default: break;
  }
  std::vector<Value> longer(items.begin(), items.end());
  longer.push_back(change.value);
  return runtime::make_tuple(context, longer);
}

Value changed_at(Context& context, const Change& change, size_t depth, Value before, const ValueText& reader) {
  if (depth == change.path.size()) return changed(context, change, before, reader);
  const Value index = change.path[depth];
  if (!runtime::is_function(before.kind()) || runtime::place_of(context, before, index) < 0)
    throw ValueError(runtime::to_short_string(index) + " is no index of " + runtime::to_short_string(before) + ", of the state before",
                     reader.at());
  const Value inner = changed_at(context, change, depth + 1, runtime::apply_function(context, before, index), reader);
  return runtime::except(context, before, index, inner);
}

}  // namespace

std::optional<Value> read_value_or_change(ValueText& reader, Context& context, const Value* before) {
  Change change{.path = read_place(reader)};
  const bool told = reader.take(":");
  if (!told && !reader.take("=")) return {};
  const bool as_before = !told && change.path.empty() && reader.take("(as before)");
  if (as_before && before != nullptr) return *before;
  if (as_before) throw ValueError("there is no state before", reader.at());
  if (!told && change.path.empty() && reader.take("<undefined>")) return Value();
  if (told) change.how = read_how(reader);
  change.value = reader.value();
  if (!told && reader.take("(was")) {
    change.was = reader.value();
    if (!reader.take(")")) throw ValueError("expected )", reader.at());
  } else if (!told && change.path.empty()) {
    return change.value;
  } else if (!told) {
    throw ValueError("expected what it was before: (was ...)", reader.at());
  }
  if (before == nullptr) throw ValueError("a change, but there is no state before", reader.at());
  return changed_at(context, change, 0, *before, reader);
}

}  // namespace trestle::bridge
