// Module TLCExt: what a spec may ask of the tool that runs it. Operators that must see their argument unevaluated
// (AssertError, TLCDefer, TLCEvalDefinition) are the engines'; here is what can be said of evaluated arguments.
#include <mutex>

#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime::op {

namespace {

int64_t possible_register() { return register_key(atom("s:_possible")); }

int64_t possible_count(Context& c, Value counts, Value name) {
  const Value key[] = {name, domain(c, counts)};
  const Value at[] = {counts, name};
  return In(c, key, 2).truth() ? Apply(c, at, 2).small() : 0;
}

}  // namespace

// The second argument as an Operator without parameters is evaluated here.
Value AssertError(Context& c, const Value* a, uint32_t) {
  if (a[0].kind() != Kind::String) bad_argument("first argument", "AssertError", "a string", a[0]);
  if (a[1].kind() != Kind::Operator) return Value::boolean(false);
  try {
    runtime::call(c, a[1], {});
  } catch (const EvalError& e) {
    return Value::boolean(atom_text(a[0].atom_id()) == e.what());
  }
  return Value::boolean(false);
}

Value TLCGetOrDefault(Context& c, const Value* a, uint32_t) {
  const bool named = a[0].kind() == Kind::String;
  if (!named && !a[0].is_small()) return TLCGet(c, a, 1);
  const auto found = c.registers.find(named ? register_key(a[0].atom_id()) : a[0].small());
  return found == c.registers.end() ? a[1] : found->second;
}

Value Trace(Context& c, const Value*, uint32_t) {
  if (c.exploration == nullptr || !c.exploration->behavior)
    fail("Trace has no value here: no behavior is being explored");
  return c.exploration->behavior(c);
}

Value CounterExample(Context& c, const Value*, uint32_t) {
  if (c.exploration != nullptr && c.exploration->counterexample) return c.exploration->counterexample(c);
  const uint32_t fields[] = {atom("action"), atom("state")};
  const Value values[] = {empty_set(), empty_set()};
  return make_record(c, fields, values);
}

Value TLCModelValue(Context&, const Value* a, uint32_t) {
  if (a[0].kind() != Kind::String) bad_argument("argument", "TLCModelValue", "a string", a[0]);
  return Value::model_value(a[0].atom_id());
}

Value TLCDefer(Context&, const Value*, uint32_t) { return Value::boolean(true); }

// TLC would ask a person whether to take the step. Where there is no step, in an assumption, it is always taken.
Value PickSuccessor(Context& c, const Value* a, uint32_t) {
  if (!a[0].is_boolean()) bad_argument("argument", "PickSuccessor", "a Boolean", a[0]);
  if (c.level == 0) return Value::boolean(true);
  if (!a[0].truth())
    throw EvalError(ErrorKind::Unsupported, "PickSuccessor(FALSE) asks a person, which is not supported");
  return a[0];
}

// _POSSIBLE of a .cfg: how often an expression held, in a register of its own.
Value CountPossible(Context& c, const Value* a, uint32_t) {
  if (!a[0].is_boolean()) fail("_POSSIBLE {}: a Boolean is needed, the value is {}", show(a[1]), show(a[0]));
  const auto known = c.registers.find(possible_register());
  const Value counts = known == c.registers.end() ? empty_tuple() : known->second;
  const Value count = Value::integer(possible_count(c, counts, a[1]) + (a[0].truth() ? 1 : 0));
  const Value pair[] = {a[1], count};
  const Value both[] = {Pair(c, pair, 2), counts};
  const Value now = intern(c, Override(c, both, 2));
  std::lock_guard lock(c.registers_mutex);
  c.registers[possible_register()] = now;
  return Value::boolean(true);
}

Value WasPossible(Context& c, const Value* a, uint32_t) {
  const bool exploring = c.exploration != nullptr && c.exploration->registers;
  int64_t total = 0;
  for (const Registers& registers : exploring ? c.exploration->registers() : std::vector{c.registers})
    if (const auto found = registers.find(possible_register()); found != registers.end())
      total += possible_count(c, found->second, a[0]);
  return Value::boolean(total != 0);
}

Value TLCFP(Context& c, const Value* a, uint32_t) {
  return Value::integer(static_cast<int32_t>(hash(intern(c, a[0]))));
}

Value TLCEvalDefinition(Context&, const Value* a, uint32_t) {
  throw EvalError(ErrorKind::Unsupported, "TLCEvalDefinition(" + to_short_string(a[0]) + ") is not supported");
}

}  // namespace trestle::runtime::op
