#include <fmt/format.h>
#include <pthread.h>
#include <sys/mman.h>

#include "translator/evaluator/machine.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"

namespace trestle::evaluator {

using runtime::ErrorKind;
using runtime::EvalError;
using runtime::Op;

namespace {

constexpr size_t kStackBytes = size_t{1} << 30;     // reserved, not committed
constexpr size_t kNativeReserve = 512u << 10;       // left for operators and for handling the error

}  // namespace

Machine::Machine(Context& c, const core::Spec& s, Globals& globals)
    : current(s.variables.size()), next(s.variables.size() + s.abstract_variables.size()), context(c), spec(s), globals_(globals),
      memo_(16, MemoHash{}, MemoEqual{this}) {
  void* p = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) throw std::bad_alloc();
  stack_ = static_cast<Value*>(p);
  top_ = stack_;
  limit_ = stack_ + kStackBytes / sizeof(Value) - 4096;
  pthread_attr_t attributes;
  void* low = nullptr;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
  }
  native_limit_ = static_cast<const char*>(low) + std::min(kNativeReserve, size / 4);
}

Machine::~Machine() { munmap(stack_, kStackBytes); }

void Machine::restart() {
  top_ = stack_;
  scratch_.clear();
  if (!memo_.empty()) memo_.clear();
  refusals = nullptr;
  context.place = nullptr;
}

Value* Machine::push_frame(uint32_t slots, const Value* caller) {
  Value* frame = top_ + 1;
  if (frame + slots >= limit_ || static_cast<const char*>(__builtin_frame_address(0)) < native_limit_)
    throw EvalError(ErrorKind::Limit, "the evaluation is nested too deeply: a recursion that does not end?",
                    "a RECURSIVE operator or recursive function calls itself without reaching its base case");
  frame[-1] = Value::from_bits(reinterpret_cast<uint64_t>(caller));
  top_ = frame + slots;
  return frame;
}

Value Machine::evaluate(const core::Root& root) {
  Value* frame = push_frame(root.frame, nullptr);
  Value v = eval(*root.expr, frame);
  pop_frame(frame);
  return v;
}

bool Machine::test(const core::Root& root) {
  Value* frame = push_frame(root.frame, nullptr);
  bool v = truth(*root.expr, frame);
  pop_frame(frame);
  return v;
}

void Machine::fail(const Expr& e, std::string message, std::string hint) {
  context.place = &e;
  throw EvalError(ErrorKind::Evaluation, std::move(message), std::move(hint));
}

void Machine::not_boolean(const Expr& e, Value v) {
  fail(e, fmt::format("a Boolean is needed here, the value is {}", runtime::to_short_string(v)));
}

bool Machine::truth(const Expr& e, Value* frame) {
  switch (e.kind) {
    case Kind::And:
      for (const Expr* a : e.args)
        if (!truth(*a, frame)) return false;
      return true;
    case Kind::Or:
      for (const Expr* a : e.args)
        if (truth(*a, frame)) return true;
      return false;
    case Kind::Implies: return !truth(*e.args[0], frame) || truth(*e.args[1], frame);
    case Kind::Forall: return quantify(e, frame, false);
    case Kind::Exists: return quantify(e, frame, true);
    default: return as_truth(e, eval(e, frame));
  }
}

Value Machine::local(uint32_t slot, Value* frame) {
  Value v = frame[slot];
  uint64_t t = tag(v);
  if (t < kLetTag) return v;
  uint64_t reads = next_reads_;
  Value* where = t == kLetTag ? frame : reinterpret_cast<Value*>(frame[-1].bits());
  Value result = eval(*promised(v), where);
  if (next_reads_ == reads) {
    frame[slot] = result;
    ++caches_;
  }
  return result;
}

void Machine::bind_lets(const std::vector<core::LetSlot>& lets, Value* frame) {
  for (const auto& l : lets)
    frame[l.slot] = l.value->kind == Kind::Constant ? l.value->value : promise(l.value, kLetTag);
}

void Machine::bind(const core::Binding& b, Value element, Value* frame) {
  if (!b.tuple) {
    frame[b.slots[0]] = element;
    return;
  }
  if (element.kind() != runtime::Kind::Tuple || element->size != b.slots.size())
    throw EvalError(ErrorKind::Evaluation, fmt::format("a tuple of {} elements is needed to bind <<...>>, this is {}",
                                                       b.slots.size(), runtime::to_short_string(element)));
  for (size_t i = 0; i < b.slots.size(); ++i) frame[b.slots[i]] = element.object()[i];
}

// Arguments that cost nothing and cannot fail are passed by value, the rest as promises.
void Machine::bind_arguments(const Expr& e, size_t first, const core::Definition& d, Value* callee, Value* frame) {
  for (size_t i = first; i < e.args.size(); ++i) {
    const Expr& a = *e.args[i];
    Value& slot = callee[d.slots[i - first]];
    switch (a.kind) {
      case Kind::Constant: slot = a.value; break;
      case Kind::Local: slot = tag(frame[a.index]) < kLetTag ? frame[a.index] : promise(&a, kArgumentTag); break;
      case Kind::Variable: slot = !a.primed ? current[a.index] : promise(&a, kArgumentTag); break;
      case Kind::Closure: slot = closure(a, frame); break;
      default: slot = promise(&a, kArgumentTag); break;
    }
  }
}

Value Machine::call(const Expr& e, Value* frame) {
  const core::Definition& d = *e.definition;
  Value* callee = push_frame(d.frame, frame);
  bind_arguments(e, 0, d, callee, frame);
  Value v = eval(*d.body, callee);
  pop_frame(callee);
  return v;
}

Value Machine::global(const Expr& e) {
  std::atomic<uint64_t>& cell = globals_[e.index];
  if (uint64_t bits = cell.load(std::memory_order_acquire)) return Value::from_bits(bits);
  Value* frame = push_frame(spec.globals[e.index].root.frame, nullptr);
  Value v = eval(*spec.globals[e.index].root.expr, frame);
  pop_frame(frame);
  if (v.kind() == runtime::Kind::LazyFunction && runtime::enumerable(v.object()[0])) v = runtime::explicit_function(context, v);
  v = runtime::keep(detached(v));
  cell.store(v.bits(), std::memory_order_release);
  return v;
}

bool Machine::unchanged(const Expr& e) {
  for (uint32_t v : e.variables) {
    if (!next[v].defined()) fail(e, fmt::format("the next value of {} is not known yet", spec.variables[v].name));
    ++next_reads_;
    if (!same(current[v], next[v]) && !runtime::equal(context, current[v], next[v])) return false;
  }
  return true;
}

Value Machine::eval_node(const Expr& e, Value* frame) {
  switch (e.kind) {
    case Kind::Constant: return e.value;
    case Kind::Local: return local(e.index, frame);
    case Kind::Variable:
      if (!e.primed) {
        if (!has_current) fail(e, fmt::format("{} has no value here", spec.variables[e.index].name));
        return current[e.index];
      }
      ++next_reads_;
      if (!next[e.index].defined())
        fail(e, fmt::format("{} is read before it has a value", variable_name(e.index) + (has_current ? "'" : "")),
             "conjuncts are evaluated from left to right: assign it first");
      return next[e.index];
    case Kind::Global: return global(e);
    case Kind::Apply: return apply(e, frame);
    case Kind::And: case Kind::Or: case Kind::Implies: case Kind::Forall: case Kind::Exists:
      return Value::boolean(truth(e, frame));
    case Kind::If: return eval(truth(*e.args[0], frame) ? *e.args[1] : *e.args[2], frame);
    case Kind::Case: {
      size_t i = 0;
      for (; i + 1 < e.args.size(); i += 2)
        if (truth(*e.args[i], frame)) return eval(*e.args[i + 1], frame);
      if (i < e.args.size()) return eval(*e.args[i], frame);
      fail(e, "no condition of the CASE is true", "add an OTHER, or a condition for this case");
    }
    case Kind::Let: bind_lets(e.lets, frame); return eval(*e.args[0], frame);
    case Kind::Call: return call(e, frame);
    case Kind::Invoke: {
      Value op = eval(*e.args[0], frame);
      Value arguments[8];
      if (op.kind() != runtime::Kind::Operator || e.args.size() > 9) fail(e, "an operator is needed here");
      for (size_t i = 1; i < e.args.size(); ++i) arguments[i - 1] = eval(*e.args[i], frame);
      return invoke(op.object(), {arguments, e.args.size() - 1});
    }
    case Kind::Closure: return closure(e, frame);
    case Kind::Choose: return choose(e, frame);
    case Kind::Filter: return filter(e, frame);
    case Kind::Map: return map(e, frame);
    case Kind::Function: return function(e, frame);
    case Kind::Record: {
      Value small[16];
      std::vector<Value> large;
      Value* values = small;
      if (e.args.size() > 16) {
        large.resize(e.args.size());
        values = large.data();
      }
      for (size_t i = 0; i < e.args.size(); ++i) values[i] = eval(*e.args[i], frame);
      Object* o = context.arena.object(runtime::Kind::Record, e.args.size(), e.index);
      for (size_t i = 0; i < e.args.size(); ++i) o->items()[i] = values[i];
      return Value::object(o);
    }
    case Kind::RecordSet: {
      std::vector<Value> sets;
      for (const Expr* a : e.args) sets.push_back(eval(*a, frame));
      context.place = &e;
      return runtime::make_record_set(context, runtime::record_fields(e.index), sets);
    }
    case Kind::Field: {
      Value record = eval(*e.args[0], frame);
      if (record.kind() == runtime::Kind::Record) {
        int i = runtime::record_index(record->aux, e.index);
        if (i >= 0) return record.object()[i];
      }
      context.place = &e;
      return runtime::field(context, record, e.index);
    }
    case Kind::Except: return except(e, frame);
    case Kind::Unchanged: return Value::boolean(unchanged(e));
    case Kind::Enabled: return Value::boolean(enabled(e, frame));
    case Kind::Compose: fail(e, "A \\cdot B can only be a part of the next-state action");
    case Kind::Always: case Kind::Eventually: case Kind::LeadsTo: case Kind::WeakFairness: case Kind::StrongFairness:
      fail(e, "a temporal formula has no value in a state");
  }
  return {};
}

Value Machine::apply(const Expr& e, Value* frame) {
  if (e.op == Op::Not) return Value::boolean(!truth(*e.args[0], frame));
  const size_t n = e.args.size();
  Value args[4];
  if (n == 2) {
    const Value a = eval(*e.args[0], frame), b = eval(*e.args[1], frame);
    context.place = &e;
    switch (e.op) {  // the commonest, without an indirect call
      case Op::Equal: return Value::boolean(runtime::equal(context, a, b));
      case Op::NotEqual: return Value::boolean(!runtime::equal(context, a, b));
      case Op::In: return Value::boolean(runtime::member(context, a, b));
      case Op::NotIn: return Value::boolean(!runtime::member(context, a, b));
      case Op::Apply: return runtime::apply_function(context, a, b);
      case Op::Plus: return runtime::plus(context, a, b);
      case Op::Minus: return runtime::subtract(context, a, b);
      case Op::Less: return Value::boolean(runtime::less(a, b));
      case Op::LessEqual: return Value::boolean(runtime::less_or_equal(a, b));
      case Op::Greater: return Value::boolean(runtime::greater(a, b));
      case Op::GreaterEqual: return Value::boolean(runtime::greater_or_equal(a, b));
      case Op::Cup: return runtime::cup(context, a, b);
      default: break;
    }
    args[0] = a;
    args[1] = b;
    return runtime::info(e.op).call(context, args, 2);
  }
  if (n <= 4) {
    for (size_t i = 0; i < n; ++i) args[i] = eval(*e.args[i], frame);
    context.place = &e;
    return runtime::info(e.op).call(context, args, n);
  }
  size_t base = scratch_.size();
  for (const Expr* a : e.args) {
    Value v = eval(*a, frame);
    scratch_.push_back(v);
  }
  std::vector<Value> many(scratch_.begin() + base, scratch_.end());
  scratch_.resize(base);
  context.place = &e;
  return runtime::info(e.op).call(context, many.data(), n);
}

Value Machine::except(const Expr& e, Value* frame) {
  Value v = eval(*e.args[0], frame);
  for (const auto& u : e.updates) v = update(e, u, 0, v, frame);
  return v;
}

Value Machine::update(const Expr& e, const core::Update& u, size_t step, Value old, Value* frame) {
  if (step == u.path.size()) {
    if (u.at_slot >= 0) frame[u.at_slot] = old;
    return eval(*u.value, frame);
  }
  const core::PathStep& p = u.path[step];
  Value index = p.index ? eval(*p.index, frame) : Value::string(p.field);
  context.place = &e;
  if (!runtime::is_function(old.kind()))
    fail(e, fmt::format("EXCEPT needs a function or record, this is {}", runtime::to_short_string(old)));
  if (old.kind() == runtime::Kind::LazyFunction) {
    if (!runtime::member(context, index, old.object()[0])) return old;
    Value after = update(e, u, step + 1, runtime::apply_function(context, old, index), frame);
    context.place = &e;
    return runtime::except(context, old, index, after);
  }
  const int64_t place = runtime::place_of(context, old, index);
  if (place < 0) return old;  // outside the domain: silently, as TLC does
  Value after = update(e, u, step + 1, old.object()[static_cast<uint32_t>(place)], frame);
  return runtime::replaced(context, old, place, after);
}

// With abstract variables there is no telling when all that matter have a value.
constexpr uint32_t kNeverAll = uint32_t{1} << 31;

bool Machine::enabled(const Expr& e, Value* frame) {
  std::vector<Value> saved(next.size());
  saved.swap(next);
  uint32_t assigned = assigned_, progress = progress_;
  bool had_next = has_next;
  const Emit* emit = emit_;
  uint64_t reads = next_reads_;
  Refusals* asking = refusals;
  refusals = nullptr;
  assigned_ = spec.abstract_variables.empty() ? 0 : kNeverAll;
  has_next = true;
  bool found = false;
  Emit first = [&] {
    found = true;
    return false;
  };
  emit_ = &first;
  auto restore = [&] {
    saved.swap(next);
    assigned_ = assigned;
    progress_ = progress;
    has_next = had_next;
    emit_ = emit;
    next_reads_ = reads;
    refusals = asking;
  };
  try {
    run(*e.args[0], frame, nullptr);
  } catch (...) {
    restore();
    throw;
  }
  restore();
  return found;
}

}  // namespace trestle::evaluator
