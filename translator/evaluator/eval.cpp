#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>
#include <utility>

#include "translator/evaluator/machine.h"
#include "translator/runtime/address_space.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/integers.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"
#include "translator/runtime/thread.h"

namespace trestle::evaluator {

using runtime::ErrorKind;
using runtime::EvalError;
using runtime::Op;

namespace {

// Reserved, not committed.
const size_t kStackBytes = runtime::within_address_space(size_t{256} << 20, 32);

}  // namespace

Machine::Machine(Context& c, const core::Spec& s, const Program& nodes, Globals& globals)
    : current(s.variables.size()), next(s.variables.size() + s.abstract_variables.size()), context(c), spec(s), program(nodes), globals_(globals),
      conjuncts_(next.size()),
      memo_(16, MemoHash{}, MemoEqual{this}) {
  void* p = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) throw std::bad_alloc();
  stack_ = static_cast<Value*>(p);
  top_ = stack_;
  limit_ = stack_ + kStackBytes / sizeof(Value) - 4096;
}

Machine::~Machine() { munmap(stack_, kStackBytes); }

void Machine::restart() {
  top_ = stack_;
  native_limit_ = runtime::stack_limit();  // of another thread than before, perhaps
  kept_ = Round::kNothing;
  steady_frames_ = kNoFrames;
  scratch_.clear();
  if (!memo_.empty()) memo_.clear();
  refusals = nullptr;
  middles.clear();
  context.place = nullptr;
}

void Machine::too_deep(const Node* at) {
  if (at) context.place = at;
  EvalError error(ErrorKind::TooLarge, "the evaluation is nested too deeply: a recursion that does not end?",
                  "a RECURSIVE operator or recursive function calls itself without reaching its base case");
  error.general = true;  // a stack overflow of Java
  throw error;
}

Value* Machine::push_frame(uint32_t slots, const Value* caller, const Node* at) {
  context.look_up();
  Value* frame = top_ + 1;
  if (frame + slots >= limit_ || static_cast<const char*>(__builtin_frame_address(0)) < native_limit_) too_deep(at);
  frame[-1] = Value::from_bits(reinterpret_cast<uint64_t>(caller));
  top_ = frame + slots;
  return frame;
}

Value Machine::evaluate(const Root& root) {
  Value* frame = push_frame(root.frame, nullptr);
  Value v = eval(*root.node, frame);
  pop_frame(frame);
  return v;
}

bool Machine::test(const Root& root) {
  Value* frame = push_frame(root.frame, nullptr);
  bool v = truth(*root.node, frame);
  pop_frame(frame);
  return v;
}

void Machine::fail(const Node& e, std::string message, std::string hint) {
  context.place = &e;
  throw EvalError(ErrorKind::Evaluation, std::move(message), std::move(hint));
}

void Machine::not_boolean(const Node& e, Value v) {
  fail(e, fmt::format("a Boolean is needed here, the value is {}", runtime::to_short_string(v)));
}

Value Machine::local(uint32_t slot, Value* frame) {
  Value v = frame[slot];
  if (tag(v) < kLetTag) return v;
  uint64_t reads = next_reads_;
  Value result = eval(*promised(v), home(v, frame));
  if (next_reads_ == reads || step_is_known_ || frame >= steady_frames_) {
    keep(frame + slot, result);
  }
  return result;
}

// A name that has to stay what it stands for: it is also a conjunct that is walked.
Value Machine::anew(uint32_t slot, Value* frame) {
  const Value v = frame[slot];
  return tag(v) < kLetTag ? v : eval(*promised(v), home(v, frame));
}

void Machine::bind_lets(std::span<const Let> lets, Value* frame) {
  for (const auto& l : lets)
    frame[l.slot] = l.value->kind == Kind::Constant ? l.value->value : promise(l.value, kLetTag);
}

void Machine::bind(const Binding& b, Value element, Value* frame) {
  if (b.tuple.empty()) {
    frame[b.slot] = element;
    return;
  }
  if (element.kind() != runtime::Kind::Tuple || element->size != b.tuple.size())
    throw EvalError(ErrorKind::Evaluation, fmt::format("a tuple of {} elements is needed to bind <<...>>, this is {}",
                                                       b.tuple.size(), runtime::to_short_string(element)));
  for (size_t i = 0; i < b.tuple.size(); ++i) frame[b.tuple[i]] = element.object()[i];
}

// Arguments that cost nothing and cannot fail are passed by value, the rest as promises.
void Machine::bind_arguments(const Node& e, size_t first, const Routine& d, Value* callee, Value* frame) {
  for (size_t i = first; i < e.args().size(); ++i) {
    const Node& a = e[i];
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

Value Machine::call(const Node& e, Value* frame) {
  const Routine& d = *e.routine;
  Value* callee = push_frame(d.frame, frame, &e);
  bind_arguments(e, 0, d, callee, frame);
  struct Outermost {
    ~Outermost() {
      if (is) machine.steady_frames_ = kNoFrames;
    }
    Machine& machine;
    const bool is;
  } outermost{*this, steady_frames_ == kNoFrames};
  if (outermost.is) steady_frames_ = callee;
  Value v = eval(*d.body, callee);
  pop_frame(callee);
  return v;
}

// While successors are enumerated, what depends on few of the next values is the same for all ways to assign the rest.
// Once remembered, these stay where they are until the reading ends (lasting), so the same word is the same value.
Value Machine::once(const Node& e, Value* frame) {
  if (keeps_rules_) return call(e, frame);
  const Routine& routine = *e.routine;
  const bool on_steps = routine.source->level == core::Level::Action;
  if (on_steps && !step_is_known_) {
    const auto defined = [&](uint32_t v) { return next[v].defined(); };
    if (!routine.by_next || !std::all_of(routine.next.begin(), routine.next.end(), defined)) return call(e, frame);
  }
  const auto memo = static_cast<size_t>(routine.memo);
  if (memo >= once_.size()) once_.resize(program.memos);
  const auto is_next = [&](Value known, uint32_t v) { return same(known, next[v]); };
  bool known = once_[memo].reading == reading_;
  if (on_steps) {
    ++next_reads_;
    known = known && std::equal(once_[memo].next.begin(), once_[memo].next.end(), routine.next.begin(), routine.next.end(),
                                is_next);
  }
  if (!known) {
    const Value v = lasting(call(e, frame));
    Once& once = once_[memo];
    once.reading = reading_;
    once.value = v;
    once.next.clear();
    for (const uint32_t variable : routine.next) once.next.push_back(lasting(next[variable]));
  }
  return once_[memo].value;
}

// Of what does not depend on the elements that a quantifier goes through.
Value Machine::kept(const Node& e, Value* frame) {
  if (keeps_rules_) return eval(e[0], frame);
  const auto quantifier = static_cast<size_t>(e.self);
  if (e.index >= kept_values_.size()) kept_values_.resize(program.kept());
  const uint64_t serial = running_[quantifier].serial;
  if (Kept& known = kept_values_[e.index]; known.serial == serial) {
    next_reads_ += known.by_next;
    return known.value;
  }
  const uint64_t reads = next_reads_;
  const Value v = eval(e[0], frame);
  if (v.is_object() && !v->permanent()) kept_ = std::min(kept_, running_[quantifier].until);
  kept_values_[e.index] = {serial, v, next_reads_ != reads};
  return v;
}

Value Machine::global(const Node& e, Value*) {
  return keeps_rules_ ? computed(program.globals[e.index]) : constant(e.index);
}

Value Machine::computed(const Root& root) {
  Value* frame = push_frame(root.frame, nullptr);
  const Value v = eval(*root.node, frame);
  pop_frame(frame);
  return v;
}

Value Machine::constant(size_t index) {
  std::atomic<uint64_t>& cell = globals_[index];
  if (uint64_t bits = cell.load(std::memory_order_acquire)) return Value::from_bits(bits);
  const Root& root = program.globals[index];
  // What is random in it depends on the seed, not on when it is needed first: a resumed run must find the same.
  const bool random = root.node->source->impure;
  std::mt19937_64 drawn;
  if (random) drawn = std::exchange(context.random, std::mt19937_64(context.seed + index));
  Value v = computed(root);
  if (random) context.random = drawn;
  v = runtime::keep(detached(runtime::listed_function(context, v)));
  cell.store(v.bits(), std::memory_order_release);
  return v;
}

void Machine::count(const Node& e, Value v) {
  if (counting.numbers == nullptr) return;
  const auto number = counting.numbers->find(&e);
  if (number == counting.numbers->end()) return;
  runtime::ExpressionCount& count = counting.counts[number->second];
  ++count.evaluated;
  if (v.is_boolean()) ++(v.truth() ? count.held : count.failed);
}

// What run() does not hand on to be evaluated.
void Machine::count_walked(const Node& e) {
  switch (e.kind) {
    case Kind::And: case Kind::Or: case Kind::Implies: case Kind::If: case Kind::Case: case Kind::Let: case Kind::Call:
    case Kind::Exists: case Kind::Unchanged: case Kind::Compose: break;
    case Kind::Forall:
      if (!e.branches) return;
      break;
    case Kind::Apply:
      if (e.op == Op::Apply || (e.size == 2 && assignable(e[0]))) break;
      return;
    default: return;
  }
  if (const auto number = counting.numbers->find(&e); number != counting.numbers->end())
    ++counting.counts[number->second].evaluated;
}

Value Machine::unchanged(const Node& e, Value*) {
  for (uint32_t v : e.scope->variables) {
    if (!next[v].defined()) fail(e, fmt::format("the next value of {} is not known yet", spec.variables[v].name));
    ++next_reads_;
    if (!same(current[v], next[v]) && !runtime::equal(context, current[v], next[v])) return Value::boolean(false);
  }
  return Value::boolean(true);
}

Value Machine::variable(const Node& e, Value*) {
  if (!e.primed) {
    if (!has_current || !current[e.index].defined())
      fail(e, fmt::format("{} has no value here", spec.variables[e.index].name));
    return current[e.index];
  }
  ++next_reads_;
  if (!next[e.index].defined() && !has_next)
    fail(e, fmt::format("{}' is asked for, and there is no next state here", variable_name(e.index)),
         "constraints, invariants and the like speak of one state; ACTION_CONSTRAINT and properties [][A]_v of steps");
  if (!next[e.index].defined())
    fail(e, fmt::format("{} is read before it has a value", variable_name(e.index) + (has_current ? "'" : "")),
         "conjuncts are evaluated from left to right: assign it first");
  return next[e.index];
}

Value Machine::cases(const Node& e, Value* frame) {
  size_t i = 0;
  for (; i + 1 < e.size; i += 2)
    if (truth(e[i], frame)) return eval(e[i + 1], frame);
  if (i < e.size) return eval(e[i], frame);
  fail(e, "no condition of the CASE is true", "add an OTHER, or a condition for this case");
}

Value Machine::invocation(const Node& e, Value* frame) {
  Value op = eval(e[0], frame);
  Value arguments[8];
  if (op.kind() != runtime::Kind::Operator || e.size > 9) fail(e, "an operator is needed here");
  if (has_frame(op.object())) {
    Value* const top = top_;
    Value* callee = enter(e, op.object(), frame);
    Value v = eval(*static_cast<const Node*>(op->payload)->routine->body, callee);
    top_ = top;
    return v;
  }
  for (size_t i = 1; i < e.size; ++i) arguments[i - 1] = eval(e[i], frame);
  return invoke(op.object(), {arguments, e.size - 1});
}

Value Machine::record(const Node& e, Value* frame) {
  Value small[16];
  std::vector<Value> large;
  Value* values = small;
  if (e.size > 16) {
    large.resize(e.size);
    values = large.data();
  }
  for (size_t i = 0; i < e.size; ++i) values[i] = eval(e[i], frame);
  Object* o = context.arena.object(runtime::Kind::Record, e.size, e.index);
  std::copy_n(values, e.size, o->items());
  return Value::object(o);
}

Value Machine::record_set(const Node& e, Value* frame) {
  std::vector<Value> sets;
  for (const Node* a : e.args()) sets.push_back(eval(*a, frame));
  context.place = &e;
  return runtime::make_record_set(context, runtime::record_fields(e.index), sets);
}

Value Machine::field(const Node& e, Value* frame) {
  Value record = eval(e[0], frame);
  if (record.kind() == runtime::Kind::Record) {
    const std::atomic_ref<uint64_t> known(e.known);
    const uint64_t last = known.load(std::memory_order_relaxed);
    if (last >> 32 == record->aux) return record.object()[static_cast<uint32_t>(last)];
    const int i = runtime::record_index(record->aux, e.index);
    if (i >= 0) {
      known.store(static_cast<uint64_t>(record->aux) << 32 | static_cast<uint32_t>(i), std::memory_order_relaxed);
      return record.object()[i];
    }
  }
  context.place = &e;
  return runtime::field(context, record, e.index);
}

Value Machine::no_value(const Node& e, Value*) {
  fail(e, "a temporal formula has no value in a state");
}

Value Machine::apply_many(const Node& e, Value* frame) {
  size_t base = scratch_.size();
  for (const Node* a : e.args()) {
    Value v = eval(*a, frame);
    scratch_.push_back(v);
  }
  std::vector<Value> many(scratch_.begin() + base, scratch_.end());
  scratch_.resize(base);
  context.place = &e;
  return e.call(context, many.data(), e.size);
}

void warn_of_ignored(Context& context, const core::Spec& spec, const core::Expr& except, std::optional<uint32_t> field) {
  if (context.exploration == nullptr || !context.exploration->warn || !context.warned.insert(&except).second) return;
  const std::string at = field ? fmt::format("the field \"{}\"", runtime::atom_text(*field)) : "an argument";
  context.exploration->warn(fmt::format("EXCEPT changes nothing at {} that the value does not have: {}", at,
                                        to_string(core::location(spec, except.span))));
}

Value Machine::except(const Node& e, Value* frame) {
  Value v = eval(e[0], frame);
  for (const auto& u : e.scope->updates) v = update(e, u, 0, v, frame);
  return v;
}

Value Machine::update(const Node& e, const Update& u, size_t step, Value old, Value* frame) {
  if (step == u.path.size()) {
    if (u.at_slot >= 0) frame[u.at_slot] = old;
    return eval(*u.value, frame);
  }
  const PathStep& p = u.path[step];
  Value index = p.index ? eval(*p.index, frame) : Value::string(p.field);
  context.place = &e;
  if (!runtime::is_function(old.kind()))
    fail(e, fmt::format("EXCEPT needs a function or record, this is {}", runtime::to_short_string(old)));
  const auto ignored = [&] {
    warn_of_ignored(context, spec, *e.source, p.index ? std::nullopt : std::optional(p.field));
    return old;
  };
  if (old.kind() == runtime::Kind::LazyFunction) {
    if (!runtime::member(context, index, old.object()[0])) return ignored();
    Value after = update(e, u, step + 1, runtime::apply_function(context, old, index), frame);
    context.place = &e;
    return runtime::except(context, old, index, after);
  }
  const int64_t place = runtime::place_of(context, old, index);
  if (place < 0) return ignored();
  Value after = update(e, u, step + 1, old.object()[static_cast<uint32_t>(place)], frame);
  return runtime::replaced(context, old, place, after);
}

// With abstract variables there is no telling when all that matter have a value.
constexpr uint32_t kNeverAll = uint32_t{1} << 31;

// (ENABLED A)': the next state takes the place of the current one. What is promised by then is evaluated before.
Value Machine::enabled_next(const Node& e, Value* frame) {
  const std::span<const uint32_t> free = e.scope->free;
  std::vector<Value> promised;
  for (uint32_t slot : free) {
    promised.push_back(frame[slot]);
    frame[slot] = local(slot, frame);
  }
  const std::vector<Value> before = current;
  const bool had_current = std::exchange(has_current, true);
  std::copy_n(next.begin(), current.size(), current.begin());
  const auto restore = [&] {
    current = before;
    has_current = had_current;
    for (size_t i = 0; i < free.size(); ++i) frame[free[i]] = promised[i];
  };
  Value result;
  try {
    result = enabled(e, frame);
  } catch (...) {
    restore();
    throw;
  }
  restore();
  ++next_reads_;
  return result;
}

Value Machine::enabled(const Node& e, Value* frame) {
  std::vector<Value> saved(next.size());
  saved.swap(next);
  uint32_t assigned = assigned_, progress = progress_;
  bool had_next = has_next, step_was_known = std::exchange(step_is_known_, false);
  const Value* const steady = std::exchange(steady_frames_, kNoFrames);
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
    step_is_known_ = step_was_known;
    steady_frames_ = steady;
    emit_ = emit;
    next_reads_ = reads;
    refusals = asking;
  };
  try {
    run(e[0], frame, nullptr);
  } catch (...) {
    restore();
    throw;
  }
  restore();
  return Value::boolean(found);
}

}  // namespace trestle::evaluator
