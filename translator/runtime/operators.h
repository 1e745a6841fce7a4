// The operators on values, each implemented once (operators_*.cpp), used by the evaluator and named by generated code.
// Closed set: op.def. Every operator takes already evaluated arguments; those that need control over evaluation
// (/\, IF, quantifiers, constructors with bound variables) belong to the engines.
#pragma once

#include <span>

#include "translator/runtime/context.h"
#include "translator/runtime/value.h"

namespace trestle::runtime {

enum class Op : uint16_t {
#define TRESTLE_OP(name, symbol, arity) name,
#include "translator/runtime/op.def"
};

struct OpInfo {
  const char* name;
  const char* symbol;  // as messages show it
  int arity;           // -1: any number
  Value (*call)(Context&, const Value* args, uint32_t count);
};
const OpInfo& info(Op op);
// Whether it is of a standard module, which come in the table after those of the language.
inline bool of_module(Op op) { return op >= Op::Nat; }

// The same functions by name, for generated code and fast paths: e.g. `Value cup(Context&, Value, Value)`.
Value cup(Context&, Value a, Value b);
Value cap(Context&, Value a, Value b);
Value minus(Context&, Value a, Value b);  // set difference
bool member(Context&, Value element, Value set);
bool subset_or_equal(Context&, Value a, Value b);
Value apply_slowly(Context&, Value function, Value argument);
inline Value apply_function(Context& context, Value function, Value argument) {
  if (function.kind() == Kind::Tuple && argument.is_small()) {
    const uint64_t at = static_cast<uint64_t>(argument.small()) - 1;
    if (at < function->size) return function->items()[at];
  }
  return apply_slowly(context, function, argument);
}
Value domain(Context&, Value function);
Value field(Context&, Value record, uint32_t field_atom);
// [f EXCEPT ![index] = value]; an index outside the domain returns f unchanged, as in TLC.
Value except(Context&, Value function, Value index, Value value);

// The two halves of except(), for a Tuple, Record or Function: where among the items the value at an index stands (-1:
// outside the domain), and the function with another value there.
int64_t place_of(Context&, Value function, Value index);
Value replaced(Context&, Value function, int64_t place, Value value);

// Constructors that keep canonical forms.
Value make_set(Context&, std::span<const Value> elements);  // sorts, removes duplicates
Value make_set_in_place(Context&, Object* set);             // the same, of a set just filled in the arena
Value make_tuple(Context&, std::span<const Value> elements);
Value make_record(Context&, std::span<const uint32_t> fields, std::span<const Value> values);  // any order of fields
Value make_function(Context&, Value domain_set,
                    std::span<const Value> values);  // values in domain order; becomes Tuple/Record when it is one
Value make_lazy_function(Context&, Value domain_set, Value body);  // body: an Operator of one argument
Value make_filter(Context&, Value set, Value predicate);           // predicate: an Operator of one argument
Value make_interval(Context&, int64_t low, int64_t high);
// Arguments in any order; undefined when one comes twice.
Value make_function_of(Context&, std::span<const Value> arguments, std::span<const Value> values);
Value make_record_set(Context&, std::span<const uint32_t> fields, std::span<const Value> sets);

// Whether a sorted set without duplicates is a range of small integers (what Object::dense records).
inline bool is_dense(const Object& set) {
  return set.size != 0 && set[0].is_small() && set[set.size - 1].is_small() &&
         set[set.size - 1].small() - set[0].small() == static_cast<int64_t>(set.size) - 1;
}

// Calls an Operator value; holds() expects a Boolean from it.
Value call(Context&, Value op, std::span<const Value> arguments);
bool holds(Context&, Value op, std::span<const Value> arguments);

// The elements of any enumerable set in TLC's enumeration order (which may list an element of S \cup T or UNION S twice
// when TLC would). Enumerated sets are walked in place; symbolic ones lazily. Throws when the set is infinite.
// next() may allocate in the context's arena what later calls need: unless the set is steady(), take an arena mark after
// next(), not before it.
class Elements {
 public:
  Elements(Context& context, Value set);
  Elements(const Elements&) = delete;
  Elements& operator=(const Elements&) = delete;

  // False at the end.
  bool next(Value& element) {
    if (at_ != end_) {
      element = *at_++;
      return true;
    }
    if (low_ <= high_) {
      element = Value::integer(low_++);
      return true;
    }
    return generator_ != nullptr && generate(element);
  }

  // Whether next() allocates nothing but the element, which may be freed before the next one.
  bool steady() const { return steady_; }

  struct Generator;

 private:
  bool generate(Value& element);

  Context& context_;
  const Value* at_ = nullptr;  // stored elements
  const Value* end_ = nullptr;
  int64_t low_ = 0, high_ = -1;     // interval
  Generator* generator_ = nullptr;  // everything else; in the arena
  bool steady_ = true;
};

// Whether Elements lists the set in its normal order, without duplicates.
bool lists_in_order(Value set);
bool enumerable(Value set);             // finite as far as its form tells, and its elements can be listed
Value enumerated(Context&, Value set);  // as a Kind::Set; an error when larger than options().max_set_size
Value each_once(Context&, Value set);   // the same set, of which Elements lists no element twice
// Elements in enumeration order, as they come; in the arena unless the set stores them.
std::span<const Value> listed(Context&, Value set);
// A function as Tuple, Record or Function: a LazyFunction is applied to every element of its domain.
Value explicit_function(Context&, Value function);
// The same where its domain can be listed; any other value as it is.
Value listed_function(Context&, Value v);
// Number of elements without enumerating where a formula exists; an error when infinite.
Value cardinality(Context&, Value set);
bool is_vast(Value set);  // more elements than options().max_set_size, as its form tells
// The same set, of which every part tells by its form how many elements it has: what does not is listed.
Value parts_listed(Context&, Value set);
// Each index below the cardinality gives another element, in no particular order.
Value element_at(Context&, Value set, uint64_t index);
// Position of an element in a Kind::Set, -1 when it is none. Comparing it with the elements may be an error.
int64_t position_slowly(Context&, const Object& set, Value element);
inline int64_t position(Context& context, const Object& set, Value element) {
  if (!element.is_object() && set.size != 0) {
    // Numbers and atoms that follow each other, 1..3 or {p1, p2, p3}: the words differ by their distance.
    const int shift = element.is_small() ? 3 : 32;
    const uint64_t first = set[0].bits(), distance = element.bits() - first, at = distance >> shift;
    const bool follow = set[set.size - 1].bits() - first == static_cast<uint64_t>(set.size - 1) << shift;
    if (follow && at < set.size && at << shift == distance) return static_cast<int64_t>(at);
  }
  return position_slowly(context, set, element);
}

}  // namespace trestle::runtime
