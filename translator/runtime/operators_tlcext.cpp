// Module TLCExt: what a spec may ask of the tool that runs it. Operators that must see their argument unevaluated
// (AssertError, TLCDefer, TLCEvalDefinition) are the engines'; here is what can be said of evaluated arguments.
#include "translator/runtime/atoms.h"
#include "translator/runtime/failure.h"
#include "translator/runtime/hash.h"
#include "translator/runtime/op.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::runtime::op {

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

Value TLCFP(Context& c, const Value* a, uint32_t) {
  return Value::integer(static_cast<int32_t>(hash(intern(c, a[0]))));
}

Value TLCEvalDefinition(Context&, const Value* a, uint32_t) {
  throw EvalError(ErrorKind::Unsupported, "TLCEvalDefinition(" + to_short_string(a[0]) + ") is not supported");
}

}  // namespace trestle::runtime::op
