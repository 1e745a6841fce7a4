// Operators as values. Two kinds, told apart by the node that is their payload:
//   Closure            an operator argument. It lives shorter than the frame that made it, so it refers to that frame:
//                      items[0] = the frame; unless it was detached: items[0] undefined, items[1..] = captured values.
//   Filter, Function   the rule of a set or function that stays lazy: it outlives its frame, so it carries copies.
//                      items[0] = the domain, items[1..] = values of the node's free slots.
#include <fmt/format.h>

#include "translator/evaluator/machine.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/eval_error.h"

namespace trestle::evaluator {
namespace {

const Node& node_of(const Object& op) { return *static_cast<const Node*>(op.payload); }
Value frame_word(const Value* frame) { return Value::from_bits(reinterpret_cast<uint64_t>(frame) | 1); }  // reads as an integer
Value* frame_of(Value word) { return reinterpret_cast<Value*>(word.bits() & ~uint64_t{1}); }

}  // namespace

Value Machine::closure(const Node& e, Value* frame) {
  Object* o = context.arena.object(runtime::Kind::Operator, 1);
  o->payload = &e;
  o->items()[0] = frame_word(frame);
  return Value::object(o);
}

Value Machine::captured_operator(const Node& e, Value domain, Value* frame) {
  size_t base = scratch_.size();
  for (uint32_t slot : e.scope->free) {
    Value v = static_cast<int32_t>(slot) == e.self ? Value() : detached(local(slot, frame));
    scratch_.push_back(v);
  }
  Object* o = context.arena.object(runtime::Kind::Operator, e.scope->free.size() + 1);
  o->payload = &e;
  o->items()[0] = domain;
  for (size_t i = 0; i < e.scope->free.size(); ++i) o->items()[i + 1] = scratch_[base + i];
  scratch_.resize(base);
  return Value::object(o);
}

// The same operator, without a reference to a frame.
Value Machine::detached(Value v) {
  if (v.kind() != runtime::Kind::Operator || v.object().payload == nullptr) return v;
  const Node& e = node_of(v.object());
  if (e.kind != Kind::Closure || !v.object()[0].defined()) return v;
  Value* frame = frame_of(v.object()[0]);
  std::vector<Value> captures;
  for (const Node* a : e.args()) captures.push_back(detached(eval(*a, frame)));
  Object* o = context.arena.object(runtime::Kind::Operator, captures.size() + 1);
  o->payload = &e;
  o->items()[0] = Value();
  for (size_t i = 0; i < captures.size(); ++i) o->items()[i + 1] = captures[i];
  return Value::object(o);
}

// Is it a closure whose frame is still there?
bool Machine::has_frame(const Object& op) {
  return op.payload != nullptr && node_of(op).kind == Kind::Closure && op[0].defined();
}

// A frame for what e invokes. Arguments and captures are promises, as those of a call: an action is walked, not evaluated.
Value* Machine::enter(const Node& e, const Object& op, Value* frame) {
  const Node& closure = node_of(op);
  const Routine& d = *closure.routine;
  Value* made_in = frame_of(op[0]);
  *top_++ = Value::from_bits(reinterpret_cast<uint64_t>(made_in));
  Value* callee = push_frame(d.frame, frame, d.body);
  bind_arguments(e, 1, d, callee, frame);
  for (size_t i = 0; i < closure.size; ++i) {
    const Node& captured = closure[i];
    const Value v = captured.kind == Kind::Local ? made_in[captured.index] : promise(&captured, kCapturedTag);
    callee[d.slots[e.size - 1 + i]] = tag(v) < kLetTag ? v : promise(&captured, kCapturedTag);
  }
  return callee;
}

void Machine::go_on_from(const Height& height) {
  top_ = height.top;
  scratch_.resize(height.collected);
  kept_ = stack_;
}

Value Machine::invoke(const Object& op, std::span<const Value> arguments) {
  const Height height = this->height();
  try {
    const Node& e = node_of(op);
    if (e.kind == Kind::Closure) {
      const Routine& d = *e.routine;
      if (d.source->parameters.size() != arguments.size())
        fail(e, fmt::format("{} takes {} arguments, {} given", d.source->name, d.source->parameters.size(), arguments.size()));
      Value* home = op[0].defined() ? frame_of(op[0]) : nullptr;
      Value* callee = push_frame(d.frame, home, d.body);
      for (size_t i = 0; i < arguments.size(); ++i) callee[d.slots[i]] = arguments[i];
      if (home) {
        // bind_arguments() counts from the first captured argument on
        for (size_t i = 0; i < e.size; ++i) callee[d.slots[arguments.size() + i]] = eval(e[i], home);
      } else {
        for (size_t i = 0; i < e.size; ++i) callee[d.slots[arguments.size() + i]] = op[i + 1];
      }
      Value v = eval(*d.body, callee);
      pop_frame(callee);
      return v;
    }
    if (e.self >= 0 || e.lazy) return memoized(op, arguments[0]);
    Value* frame = lazy_frame(op, arguments[0]);
    Value v = eval(e[0], frame);
    pop_frame(frame);
    return v;
  } catch (const runtime::EvalError&) {
    // AssertError goes on from here.
    go_on_from(height);
    throw;
  }
}

// Of a step that was found: what none of its conjuncts asked for need not have a value, as in TLC, and is shown as _.
Value Machine::argument(const Node& e, Value* frame) {
  const Height height = this->height();
  try {
    return lasting(eval(e, frame));
  } catch (const runtime::EvalError& error) {
    if (error.kind == runtime::ErrorKind::Limit) throw;
    go_on_from(height);
    return runtime::model_value("_");
  }
}

// Where it has no value as a whole it may have one for the argument: TLC leaves it a rule when it is applied (OPCODE_fa).
Value Machine::applied(const Node& e, Value* frame) {
  if (keeps_rules_) return eval(e, frame);
  const Height height = this->height();
  try {
    return eval(e, frame);
  } catch (const runtime::EvalError& error) {
    if (error.kind == runtime::ErrorKind::Limit) throw;
    go_on_from(height);
    struct AsRules {
      bool& on;
      explicit AsRules(bool& on) : on(on) { on = true; }
      ~AsRules() { on = false; }
    };
    try {
      const AsRules as_rules(keeps_rules_);
      return eval(e, frame);
    } catch (const runtime::EvalError&) {
      go_on_from(height);
    }
    throw;
  }
}

Value* Machine::lazy_frame(const Object& op, Value argument) {
  const Node& e = node_of(op);
  Value* frame = push_frame(e.scope->frame, nullptr, &e);
  for (size_t i = 0; i < e.scope->free.size(); ++i) frame[e.scope->free[i]] = op[i + 1];
  if (e.self >= 0) frame[e.self] = runtime::make_lazy_function(context, op[0], Value::object(&op));
  bind_element(e, argument, frame);
  return frame;
}

Value Machine::memoized(const Object& op, Value argument) {
  const Node& e = node_of(op);
  argument = runtime::listed_function(context, argument);
  bool plain = !argument.is_object() || argument->kind == runtime::Kind::Tuple || argument->kind == runtime::Kind::Set;
  if (plain)
    if (auto it = memo_.find({&op, argument}); it != memo_.end()) return it->second;
  uint64_t reads = next_reads_;
  Value* frame = lazy_frame(op, argument);
  Value v = eval(e[0], frame);
  pop_frame(frame);
  if (plain && next_reads_ == reads) {
    memo_.emplace(MemoKey{&op, argument}, v);
    kept_ = stack_;
  }
  return v;
}

size_t Machine::MemoHash::operator()(const MemoKey& k) const {
  return runtime::hash(k.argument) ^ (reinterpret_cast<uintptr_t>(k.op) * 0x9E3779B97F4A7C15ull);
}

bool Machine::MemoEqual::operator()(const MemoKey& a, const MemoKey& b) const {
  return a.op == b.op && (same(a.argument, b.argument) || (a.argument.kind() == b.argument.kind() &&
                                                           runtime::equal(machine->context, a.argument, b.argument)));
}


}  // namespace trestle::evaluator
