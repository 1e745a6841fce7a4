// Bags, and what the folds and orders of the community modules come down to.
#include <algorithm>
#include <optional>

#include "translator/runtime/compare.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/sequences.h"
#include "translator/runtime/store.h"

namespace trestle::runtime {

namespace {

// A function as sorted arguments and their values.
struct Graph {
  std::span<const Value> arguments;
  const Value* values;
};

Graph graph(Context& context, Value f) {
  f = explicit_function(context, f);
  return {enumerated(context, domain(context, f))->span(), f->items() + (f.kind() == Kind::Function)};
}

std::optional<Graph> bag(Context& context, Value v) {
  if (!is_function(v.kind())) return std::nullopt;
  const Graph g = graph(context, v);
  const bool counts = std::all_of(g.values, g.values + g.arguments.size(), [](Value n) { return n.is_small() && n.small() > 0; });
  return counts ? std::optional(g) : std::nullopt;
}

Graph bag_argument(Context& context, const char* which, const char* op, Value v) {
  const std::optional<Graph> known = bag(context, v);
  if (!known) bad_argument(which, op, "a bag", v);
  return *known;
}

// Walks two bags side by side: `count` says how many copies the result has of an element with so many in each.
template <typename Count>
Value combined(Context& context, Graph a, Graph b, Count count) {
  const size_t room = a.arguments.size() + b.arguments.size();
  Object* elements = context.arena.object(Kind::Set, room);
  auto* copies = static_cast<Value*>(context.arena.allocate(room * sizeof(Value)));
  uint32_t n = 0;
  for (size_t i = 0, j = 0; i < a.arguments.size() || j < b.arguments.size();) {
    const int order = i == a.arguments.size()   ? 1
                      : j == b.arguments.size() ? -1
                                                : compare(context, a.arguments[i], b.arguments[j]);
    const Value zero = Value::integer(0);
    const Value element = order <= 0 ? a.arguments[i] : b.arguments[j];
    const Value total = count(order <= 0 ? a.values[i] : zero, order >= 0 ? b.values[j] : zero);
    if (greater(total, zero)) {
      elements->items()[n] = element;
      copies[n++] = total;
    }
    i += order <= 0;
    j += order >= 0;
  }
  elements->size = n;
  elements->dense = is_dense(*elements);
  return make_function(context, Value::object(elements), {copies, n});
}

std::span<const Value> set_argument(Context& context, const char* which, const char* op, Value set) {
  if (!is_set(set.kind()) || !enumerable(set)) bad_argument(which, op, "a finite set", set);
  return enumerated(context, set)->span();
}

// TLC has these as CHOOSE: integers only, and an error on the empty set.
template <typename Better>
Value extreme(Context& context, const char* op, Value set, Better better) {
  const std::span<const Value> elements = set_argument(context, "argument", op, set);
  if (elements.empty()) fail("Attempted to compute {} of the empty set", op);
  Value best = elements[0];
  for (Value v : elements) {
    if (better(v, best)) best = v;
  }
  return best;
}

}  // namespace

namespace op {

Value IsABag(Context& c, const Value* a, uint32_t) { return Value::boolean(bag(c, a[0]).has_value()); }

Value BagSum(Context& c, const Value* a, uint32_t) {
  return combined(c, bag_argument(c, "first argument", "(+)", a[0]), bag_argument(c, "second argument", "(+)", a[1]),
                  [&](Value x, Value y) { return plus(c, x, y); });
}

Value BagDifference(Context& c, const Value* a, uint32_t) {
  return combined(c, bag_argument(c, "first argument", "(-)", a[0]), bag_argument(c, "second argument", "(-)", a[1]),
                  [&](Value x, Value y) { return subtract(c, x, y); });
}

// FoldFunctionOnSet(op, base, fun, indices), in the order of the indices.
Value Fold(Context& c, const Value* a, uint32_t) {
  if (!is_function(a[2].kind())) bad_argument("third argument", "FoldFunctionOnSet", "a function", a[2]);
  Value result = a[1];
  Elements indices(c, each_once(c, a[3]));
  for (Value i; indices.next(i);) {
    const Value arguments[2] = {apply_function(c, a[2], i), result};
    result = runtime::call(c, a[0], arguments);
  }
  return result;
}

Value Max(Context& c, const Value* a, uint32_t) {
  return extreme(c, "Max", a[0], [](Value v, Value best) { return greater(v, best); });
}
Value Min(Context& c, const Value* a, uint32_t) {
  return extreme(c, "Min", a[0], [](Value v, Value best) { return less(v, best); });
}

Value KSubset(Context& c, const Value* a, uint32_t) {
  const int64_t k = small_argument("first argument", "kSubset", a[0]);
  const std::span<const Value> from = set_argument(c, "second argument", "kSubset", a[1]);
  const auto n = static_cast<int64_t>(from.size());
  if (k < 0 || k > n) return empty_set();
  int64_t count = 1;  // n choose k, exact at every step
  for (int64_t i = 1; i <= std::min(k, n - k); ++i) {
    count = count * (n - i + 1) / i;
    if (count > static_cast<int64_t>(options().max_set_size)) {
      throw EvalError(ErrorKind::TooLarge, fmt::format("kSubset({}, S) of {} elements has too many elements (>{})", k, n,
                                                    options().max_set_size));
    }
  }
  Object* subsets = c.arena.object(Kind::Set, count);
  auto* chosen = static_cast<int64_t*>(c.arena.allocate((k + 1) * sizeof(int64_t)));
  for (int64_t i = 0; i < k; ++i) chosen[i] = i;
  for (int64_t s = 0; s < count; ++s) {
    Object* subset = c.arena.object(Kind::Set, k);
    for (int64_t i = 0; i < k; ++i) subset->items()[i] = from[chosen[i]];
    subset->dense = is_dense(*subset);
    subsets->items()[s] = k == 0 ? empty_set() : Value::object(subset);
    int64_t i = k;
    while (i > 0 && chosen[i - 1] == n - k + i - 1) --i;
    if (i > 0) ++chosen[i - 1];
    for (; i > 0 && i < k; ++i) chosen[i] = chosen[i - 1] + 1;
  }
  return Value::object(subsets);
}

Value SetToSeq(Context& c, const Value* a, uint32_t) {
  return make_tuple(c, set_argument(c, "argument", "SetToSeq", a[0]));
}

}  // namespace op

}  // namespace trestle::runtime
