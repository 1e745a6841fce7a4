// The operators of module TLC.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <string_view>
#include <vector>

#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

void print_line(const Context& context, const std::string& line) {
  if (context.exploration != nullptr && context.exploration->print) {
    context.exploration->print(line);
  } else {
    std::puts(line.c_str());
  }
}

[[noreturn, gnu::cold]] void nothing_to_get(std::string_view what) { fail("TLCGet({}) has no value here", what); }

// Registers with a name of their own, which begins like this.
constexpr std::string_view kNamedRegister = "s:";

// The key of the register that a value names.
std::optional<int64_t> register_of(Value key) {
  if (key.is_small() && key.small() >= 0) return key.small();
  if (key.kind() == Kind::String && atom_text(key.atom_id()).starts_with(kNamedRegister))
    return register_key(key.atom_id());
  return std::nullopt;
}

// TLCGet("all") and TLCGet("all:named"): for each register the sequence of the workers' values.
Value all_registers(Context& context, bool named) {
  const auto& ask = context.exploration;
  const std::vector<Registers> workers =
      ask != nullptr && ask->registers ? ask->registers() : std::vector{context.registers};
  std::map<int64_t, std::vector<Value>> found;
  for (const Registers& registers : workers)
    for (const auto& [key, value] : registers)
      if ((key < 0) == named) found[key].push_back(value);
  if (named) {
    std::vector<uint32_t> fields;
    std::vector<Value> values;
    for (const auto& [key, of_workers] : found) {
      fields.push_back(static_cast<uint32_t>(-1 - key));
      values.push_back(runtime::make_tuple(context, of_workers));
    }
    return make_record(context, fields, values);
  }
  std::vector<Value> keys, values;
  for (const auto& [key, of_workers] : found) {
    keys.push_back(Value::integer(key));
    values.push_back(runtime::make_tuple(context, of_workers));
  }
  return make_function(context, make_set(context, keys), values);
}

// TLCGet("revision"): of the TLC that is agreed with (docs/warts.md).
Value revision(Context& context) {
  const uint32_t fields[] = {atom("timestamp"), atom("date"), atom("count"), atom("tag"), atom("calver")};
  const Value values[] = {Value::integer(1777481289), string_value("2026-04-29T16:48:09.0Z"), Value::integer(0),
                          string_value("cc6b616"), string_value("2026.04.29.164809")};
  return make_record(context, fields, values);
}

// TLCGet of a name: the state of the exploration.
Value get_named(Context& context, Value key) {
  const std::string_view name = atom_text(key.atom_id());
  if (name == "level") return Value::integer(context.level);
  if (name == "all" || name == "all:named") return all_registers(context, name != "all");
  if (name.starts_with("-D")) return key;  // a property of the Java machine: TLC gives its name when it is not set
  if (name == "revision") return revision(context);
  const Exploration* exploration = context.exploration;
  if (exploration == nullptr) nothing_to_get(to_string(key));
  const auto ask = [&](const std::function<Value(Context&)>& question) {
    if (!question) nothing_to_get(to_string(key));
    return question(context);
  };
  if (name == "config") return ask(exploration->config);
  if (name == "spec") return ask(exploration->spec);
  if (name == "action") return ask(exploration->action);
  if (name == "stats") return ask(exploration->stats);
  if (!exploration->statistic) nothing_to_get(to_string(key));
  const int64_t statistic = exploration->statistic(context, name);
  if (statistic < 0) nothing_to_get(to_string(key));
  return integer_value(context, statistic);
}

}  // namespace

namespace op {

Value Print(Context& c, const Value* a, uint32_t) {
  print_line(c, to_pretty_string(to_string(c, a[0])) + "  " + to_pretty_string(to_string(c, a[1])));
  return a[1];
}

Value PrintT(Context& c, const Value* a, uint32_t) {
  print_line(c, to_pretty_string(to_string(c, a[0])));
  return Value::boolean(true);
}

Value ToString(Context& c, const Value* a, uint32_t) { return string_value(to_string(c, a[0])); }

Value Assert(Context& c, const Value* a, uint32_t) {
  if (a[0].is_boolean() && a[0].truth()) return a[0];
  throw EvalError(ErrorKind::Assertion,
                  "The first argument of Assert evaluated to FALSE; the second argument was:\n" + to_string(c, a[1]));
}

Value JavaTime(Context&, const Value*, uint32_t) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Value::integer(std::chrono::duration_cast<std::chrono::seconds>(now).count() & 0x7FFFFFFF);
}

Value TLCGet(Context& c, const Value* a, uint32_t) {
  const auto key = register_of(a[0]);
  if (!key && a[0].kind() == Kind::String) return get_named(c, a[0]);
  if (!key) bad_argument("argument", "TLCGet", "a natural number or a string", a[0]);
  const auto found = c.registers.find(*key);
  if (found == c.registers.end()) nothing_to_get(to_string(a[0]));
  return found->second;
}

Value TLCSet(Context& c, const Value* a, uint32_t) {
  const auto key = register_of(a[0]);
  if (!key && a[0].kind() == Kind::String) {
    if (atom_text(a[0].atom_id()) == "exit" && a[1].is_boolean()) {
      c.exit = c.exit || a[1].truth();
      return Value::boolean(true);
    }
    const std::string_view name = atom_text(a[0].atom_id());
    if (name == "pause" || name.starts_with("-D")) return Value::boolean(true);  // nobody to wait for, no such machine
    fail("TLCSet({}, {}) is not supported", show(a[0]), show(a[1]));
  }
  if (!key) bad_argument("first argument", "TLCSet", "a natural number or a string", a[0]);
  const Value value = intern(c, a[1]);
  std::lock_guard lock(c.registers_mutex);
  c.registers[*key] = value;
  return Value::boolean(true);
}

Value TLCEval(Context& c, const Value* a, uint32_t) {
  return is_set(a[0].kind()) && enumerable(a[0]) ? enumerated(c, a[0]) : listed_function(c, a[0]);
}

Value Any(Context&, const Value*, uint32_t) { return Value::infinite(Kind::Anything); }

// TLC's insertion sort: an element moves left while the operator says it comes before its neighbour.
Value SortSeq(Context& c, const Value* a, uint32_t) {
  const Value s = sequence_argument(c, "first argument", "SortSeq", a[0]);
  if (s->size < 2) return s;
  Object* sorted = c.arena.object(Kind::Tuple, s->size);
  for (uint32_t i = 0; i < s->size; ++i) {
    Value pair[2] = {s->items()[i], Value()};
    uint32_t j = i;
    for (; j > 0; --j) {
      pair[1] = sorted->items()[j - 1];
      if (!holds(c, a[1], pair)) break;
      sorted->items()[j] = pair[1];
    }
    sorted->items()[j] = pair[0];
  }
  return Value::object(sorted);
}

// Listed in lexicographic order of positions, which is the order of functions over one domain.
Value Permutations(Context& c, const Value* a, uint32_t) {
  if (!is_set(a[0].kind()) || !enumerable(a[0])) bad_argument("argument", "Permutations", "a finite set", a[0]);
  const Value domain = enumerated(c, a[0]);
  const uint32_t n = domain->size;
  uint64_t count = 1;
  for (uint32_t i = 2; i <= n; ++i) {
    count *= i;
    if (count > options().max_set_size) {
      throw EvalError(ErrorKind::TooLarge, fmt::format("Permutations of {} elements: a set with too many elements (>{})",
                                                    n, options().max_set_size));
    }
  }
  Object* all = c.arena.object(Kind::Set, count);
  std::vector<uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::vector<Value> values(n);
  Value* out = all->items();
  do {
    for (uint32_t i = 0; i < n; ++i) values[i] = domain->items()[order[i]];
    *out++ = make_function(c, domain, values);
  } while (std::next_permutation(order.begin(), order.end()));
  return Value::object(all);
}

}  // namespace op

}  // namespace trestle::runtime
