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

// The same functions by name, for generated code and fast paths: e.g. `Value cup(Context&, Value, Value)`.
Value cup(Context&, Value a, Value b);
Value cap(Context&, Value a, Value b);
Value minus(Context&, Value a, Value b);      // set difference
bool member(Context&, Value element, Value set);
bool subset_or_equal(Context&, Value a, Value b);
Value apply_function(Context&, Value function, Value argument);
Value domain(Context&, Value function);
Value field(Context&, Value record, uint32_t field_atom);
// [f EXCEPT ![index] = value]; an index outside the domain returns f unchanged, as in TLC.
Value except(Context&, Value function, Value index, Value value);

// Constructors that keep canonical forms.
Value make_set(Context&, std::span<const Value> elements);                   // sorts, removes duplicates
Value make_tuple(Context&, std::span<const Value> elements);
Value make_record(Context&, std::span<const uint32_t> fields, std::span<const Value> values);  // any order of fields
Value make_function(Context&, Value domain_set, std::span<const Value> values);  // values in domain order; becomes Tuple/Record when it is one

// The elements of any enumerable set in TLC's enumeration order. Enumerated sets are walked in place; symbolic ones
// lazily. Throws when the set is infinite, or larger than options().max_set_size while it must be stored.
class Elements {
 public:
  Elements(Context& context, Value set);
  ~Elements();
  Elements(const Elements&) = delete;
  Elements& operator=(const Elements&) = delete;
  bool next(Value& element);  // false at the end

 private:
  struct Generator;
  Context& context_;
  const Value* at_ = nullptr;   // stored elements
  const Value* end_ = nullptr;
  int64_t low_ = 0, high_ = -1;  // interval
  Generator* generator_ = nullptr;  // everything else; in the arena
};

bool enumerable(Value set);          // finite, and its elements can be listed
Value enumerated(Context&, Value set);  // as a Kind::Set
// Number of elements without enumerating where a formula exists; an error when infinite.
Value cardinality(Context&, Value set);

}  // namespace trestle::runtime
