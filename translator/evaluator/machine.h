// The evaluator: a tree walker over Nodes (node.h). One Machine a worker; private to this folder.
//
// Frames are consecutive slots on a stack of our own. A slot holds a value, or a promise: a tagged pointer to the
// expression whose value it will be. A LET's promise is evaluated in the frame that holds it, an argument's in the frame
// of the caller, whose address stands before the callee's first slot; what an operator argument captured, in the frame that
// made it, whose address stands before the caller's. A promise is replaced by its value at first use, unless its
// evaluation read the next state, which may still change while successors are enumerated.
//
// Successors are enumerated in continuation-passing style, as TLC's getNextStates does (tlc2/tool/impl/Tool.java): `run`
// walks an action, assigns primed variables on the way, and hands what is left of the enclosing conjunctions (Pending) on.
// Once every variable has a value the rest is only tested.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "translator/evaluator/coverage.h"
#include "translator/evaluator/node.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/model.h"

namespace trestle::evaluator {

// Constants that are evaluated once, shared by all workers. The bits of a kept Value; 0 = not evaluated yet.
using Globals = std::vector<std::atomic<uint64_t>>;

struct Pending {
  const Node* expr;
  Value* frame;
  uint32_t from;          // And: the items from here on; Forall: unused
  const Pending* rest;
};

// Rounds of a loop that binds a name. What a round allocates is freed when it ends, unless something that outlives it
// refers to that. Slots get their numbers in the order in which they are bound, so all at and above the name's slot, and
// all frames pushed since, are dead by then; what a lower slot was given during the round is not.
class Round {
 public:
  Round(Context& context, const Value*& kept, const Value* bound)
      : context_(context), kept_(kept), outer_(kept), bound_(bound), mark_(context.arena.mark()) {
    kept_ = kNothing;
  }
  Round(const Round&) = delete;
  ~Round() { kept_ = std::min({kept_, lowest_, outer_}); }
  // What was allocated so far stays.
  void keep() {
    lowest_ = std::min(lowest_, kept_);
    kept_ = kNothing;
    mark_ = context_.arena.mark();
  }
  void end() {
    context_.look_up();
    const runtime::Arena::Mark now = context_.arena.mark();
    if (now.block == mark_.block && now.next - mark_.next < kWorthwhile) return;
    if (kept_ < bound_) return keep();
    context_.arena.reset(mark_);
  }

  static inline const Value* const kNothing = reinterpret_cast<const Value*>(UINTPTR_MAX);

 private:
  static constexpr ptrdiff_t kWorthwhile = 1 << 13;  // a part of the first-level cache

  Context& context_;
  const Value*& kept_;
  const Value* const outer_;
  const Value* const bound_;
  const Value* lowest_ = kNothing;  // of what was kept before the mark
  runtime::Arena::Mark mark_;
};

// An EXCEPT has changed nothing: told once, as TLC does. `field`: its atom, where it is a field that is not there.
void warn_of_ignored(Context& context, const core::Spec& spec, const core::Expr& except, std::optional<uint32_t> field);

class Machine {
 public:
  Machine(Context& context, const core::Spec& spec, const Program& program, Globals& globals);
  ~Machine();
  Machine(const Machine&) = delete;

  // States as values; null where an expression may not read one. `next` has abstract variables too.
  std::vector<Value> current, next;
  bool has_current = false, has_next = false;
  // To be called when `current` has changed, or `next` as a whole: what was remembered of the state or step is void.
  // `step_is_known`: `next` will not change until then.
  void read_anew(bool step_is_known) {
    ++reading_;
    step_is_known_ = step_is_known;
  }

  Value evaluate(const Root& root);
  Value constant(size_t global);
  Value computed(const Root& root);  // and not kept
  bool test(const Root& root);

  // Enumerates the successors that `action` allows in a new frame (or in `frame`). emit() returns false to stop; run returns false
  // when stopped.
  using Emit = std::function<bool()>;
  bool run_root(const Root& root, const Emit& emit);
  bool run_node(const Branch& node, Value* frame, const std::function<bool(const Branch&, Value*)>& leaf);
  bool run_leaf(const Branch& leaf, Value* frame, const Emit& emit);
  bool run_bound(const Branch& leaf, Value* frame, const Emit& emit);  // the same, after the LETs around it
  // One leaf with some of its arguments given (undefined ones are enumerated).
  struct Path {
    const Branch& leaf;
    std::span<const Value> given;
    Value* frame;
    const Emit& emit;
    runtime::StepSink* sink = nullptr;  // who may know what is possible
  };
  bool run_path(const Path& path);

  // Forgets what an error left behind; called before each use.
  void restart();
  // For operators of the runtime: Context::retained says whether more than the value stays of what was allocated.
  Value invoke_operator(const Object& op, std::span<const Value> arguments) {
    const Value* const before = std::exchange(kept_, Round::kNothing);
    const Value v = invoke(op, arguments);
    if (kept_ < top_) context.retained = true;
    kept_ = std::min(kept_, before);
    return v;
  }

  // The same value, which stays valid until the caller of the Model frees what was allocated.
  Value lasting(Value v) {
    if (v.is_object() && !v->permanent()) kept_ = stack_;
    return v;
  }

  Value* push_frame(uint32_t slots, const Value* caller, const Node* at = nullptr);  // at: what is called, for the error
  void pop_frame(Value* frame) { top_ = frame - 1; }
  // What needs no work is inlined: most nodes are leaves.
  Value eval(const Node& e, Value* frame) {
    if (e.kind == Kind::Local) {
      if (Value v = frame[e.index]; (v.bits() & kTagMask) < kLetTag) return v;
    } else if (e.kind == Kind::Constant) {
      return e.value;
    } else if (e.kind == Kind::Variable && !e.primed) {
      if (Value v = current[e.index]; v.defined()) return v;
    }
    return e.evaluate(*this, e, frame);
  }
  bool truth(const Node& e, Value* frame) { return as_truth(e, eval(e, frame)); }

  // A place that was refused: the first false conjunct, for explanations. Null when nobody asks.
  struct Refusals {
    virtual void refused(const Node& conjunct, Value* frame, uint32_t depth) = 0;
    virtual void nothing_in(const Node& set, Value* frame, uint32_t depth) = 0;  // that \E takes an element of
    virtual void outside(const Node& set, Value* frame) = 0;  // an argument that was given is not in its set
   protected:
    ~Refusals() = default;
  };
  Refusals* refusals = nullptr;

  // Coverage: the counts of the nodes under what is being evaluated. Null when nothing is counted.
  struct Counting {
    const Numbers* numbers = nullptr;
    std::span<runtime::ExpressionCount> counts = {};
  } counting;
  void count(const Node& e, Value v);
  void count_walked(const Node& e);  // of an action: it has no value

  // In the part of a rule that stands behind A \cdot: the states that the parts before it led to.
  std::vector<std::vector<Value>> middles;

  // The conjunct that gave a variable its next value, while there is one; for errors in keeping it.
  const Node* conjunct_of(size_t variable) const { return conjuncts_[variable]; }

  Context& context;
  const core::Spec& spec;
  const Program& program;

  std::string variable_name(uint32_t index) const {
    const size_t own = spec.variables.size();
    return index < own ? spec.variables[index].name : spec.abstract_variables[index - own];
  }

 private:
  // Promises in slots. Values have tags 0 (object), 1 (integer), 2 (atom); expressions are at least 8-aligned.
  static constexpr uint64_t kLetTag = 3, kArgumentTag = 4, kCapturedTag = 5, kTagMask = 7;
  static Value promise(const Node* e, uint64_t tag) { return Value::from_bits(reinterpret_cast<uint64_t>(e) | tag); }
  static const Node* promised(Value v) { return reinterpret_cast<const Node*>(v.bits() & ~kTagMask); }
  static uint64_t tag(Value v) { return v.bits() & kTagMask; }
  // The frame in which the promise that this one holds is evaluated.
  static Value* home(Value promise, const Value* frame) {
    if (tag(promise) == kLetTag) return const_cast<Value*>(frame);
    return reinterpret_cast<Value*>(frame[tag(promise) == kArgumentTag ? -1 : -2].bits());
  }

  // eval.cpp
  Value variable(const Node& e, Value* frame);
  Value cases(const Node& e, Value* frame);
  Value invocation(const Node& e, Value* frame);
  Value record(const Node& e, Value* frame);
  Value record_set(const Node& e, Value* frame);
  Value field(const Node& e, Value* frame);
  Value no_value(const Node& e, Value* frame);
  Value apply_many(const Node& e, Value* frame);
  Value local(uint32_t slot, Value* frame);
  Value anew(uint32_t slot, Value* frame);
  Value global(const Node& e, Value* frame);
  Value call(const Node& e, Value* frame);
  Value once(const Node& e, Value* frame);
  Value kept(const Node& e, Value* frame);
  Value except(const Node& e, Value* frame);
  Value update(const Node& e, const Update& u, size_t step, Value old, Value* frame);
  Value enabled(const Node& e, Value* frame);
  Value composed(const Node& e, Value* frame);
  Value enabled_next(const Node& e, Value* frame);
  Value unchanged(const Node& e, Value* frame);
  void bind_arguments(const Node& e, size_t first, const Routine& d, Value* callee, Value* frame);
  void bind_lets(std::span<const Let> lets, Value* frame);
  void bind(const Binding& b, Value element, Value* frame);

  // One name after another bound to the elements of a set, in enumeration order, while body(x, round) is true. Whether
  // all were.
  template <typename Body>
  bool each(const Binding& b, Value set, Value* frame, const Body& body);
  // The same of a quantifier's or constructor's first name; what its body refuses at once is passed over.
  template <typename Body>
  bool each_likely(const Node& e, Value set, Value* frame, const Body& body) {
    if (!narrows(e, set)) return each(e.bindings()[0], set, frame, body);
    return each(e.bindings()[0], between(bounded(set, e.scope->bounds, frame)), frame, body);
  }
  void keep(Value* slot, Value v) {
    *slot = v;
    kept_ = std::min<const Value*>(kept_, slot);
  }

  // comprehensions.cpp
  bool quantify(const Node& e, Value* frame, bool exists);
  // A quantifier at work. What is true of every element or of none is tried when the first one did not decide.
  struct Quantified {
    const Node* body;
    bool tried = false, refuted = false;  // the guard
  };
  bool may_decide(const Node& e, Value* frame, Quantified& now);
  bool quantify(const Node& e, size_t binding, const Value* sets, Value* frame, bool exists, Quantified& now);
  // None where there is an error.
  std::optional<Value> value_if_any(const Node& e, Value* frame);
  std::optional<bool> truth_if_any(const Node& e, Value* frame);
  Value bound_set(const Node& e, size_t binding, Value* frame);
  void bound_sets(const Node& e, std::span<Value, 8> sets, Value* frame);
  Value choose(const Node& e, Value* frame);
  Value filter(const Node& e, Value* frame);
  Value filter(const Node& e, Value set, Value* frame);
  bool is_member(Value x, const Node& set, Value* frame);
  Value map(const Node& e, Value* frame);
  void map_into(const Node& e, size_t binding, const Value* sets, Value* frame);
  Value collected(const Node& e, size_t base);
  Value function(const Node& e, Value* frame);
  Value domain_of(const Node& e, Value* frame);
  void bind_element(const Node& e, Value element, Value* frame);

  // subsets.cpp
  struct Subsets {
    Value most, least;  // stored sets; `most` is undefined when there is none between the two
  };
  Subsets bounded(Value powerset, std::span<const Bound> bounds, Value* frame);
  Value between(const Subsets& some);
  bool narrows(const Node& e, Value set) const;
  bool can_narrow(Value set) const;
  Value narrowed(const Node& e, Value set, Value* frame);
  bool tighten(Subsets& some, const Bound& bound, Value* frame);
  Subsets bounded(Value powerset, uint32_t variable, const Pending* rest);

  // closures.cpp
  Value closure(const Node& e, Value* frame);
  Value captured_operator(const Node& e, Value domain, Value* frame);
  Value detached(Value v);
  static bool has_frame(const Object& op);
  Value* enter(const Node& e, const Object& op, Value* frame);
  Value invoke(const Object& op, std::span<const Value> arguments);
  Value memoized(const Object& op, Value argument);
  Value argument(const Node& e, Value* frame);
  void witness(runtime::EvalError& error, const Node& e, Value* frame);  // of what is evaluated there
  Value applied(const Node& e, Value* frame);  // a function that an argument follows
  // Where evaluation goes on from after an error in between.
  struct Height {
    Value* top;
    size_t collected;
  };
  Height height() const { return {top_, scratch_.size()}; }
  void go_on_from(const Height& height);
  Value* lazy_frame(const Object& op, Value argument);  // a frame in which the rule's body can be evaluated

  // enumerate.cpp
  bool run_path(const Path& path, size_t step, size_t tested_to);
  bool possible(const Path& path, size_t step);
  bool run(const Node& e, Value* frame, const Pending* rest);
  bool proceed(const Pending* rest);
  bool run_exists(const Node& e, size_t binding, std::span<const Value> sets, Value* frame, const Pending* rest);
  bool run_forall(const Node& e, std::span<const Value> elements, size_t at, Value* frame, const Pending* rest);
  bool run_call(const Routine& d, const Node& e, size_t first, Value* frame, const Pending* rest);
  bool run_application(const Node& function, Value* at, const Node& e, Value* frame, const Pending* rest);
  bool test_application(Value function, const Node& e, Value* frame, const Pending* rest);
  bool run_compose(const Node& e, Value* frame, const Pending* rest);
  bool assign(const Node& conjunct, uint32_t variable, Value value, const Pending* rest);
  bool assignable(const Node& e) const { return e.kind == Kind::Variable && e.primed && !next[e.index].defined(); }
  const Node* target(const Node& e, const Value* frame) const;
  bool refuse(const Node& e, Value* frame) {
    if (refusals) refusals->refused(e, frame, progress_);
    return true;
  }
  void refuse_if_empty(const Node& e, Value set, Value* frame);  // which \E takes an element of

  [[noreturn]] void fail(const Node& e, std::string message, std::string hint = {});
  [[noreturn]] void too_deep(const Node* at);
  [[noreturn]] void not_boolean(const Node& e, Value v);
  bool as_truth(const Node& e, Value v) {
    if (!v.is_boolean()) not_boolean(e, v);
    return v.truth();
  }

  Globals& globals_;
  Value* stack_ = nullptr;
  Value* top_ = nullptr;
  Value* limit_ = nullptr;
  const char* native_limit_ = nullptr;  // the C++ stack ends here
  uint64_t next_reads_ = 0;             // reads of primed variables so far
  // While a value is computed no next value changes, so that what a call's names stand for may be kept though it reads some: in
  // frames from here on, which belong to the outermost call that is at work. None while successors are enumerated around it.
  static inline const Value* const kNoFrames = reinterpret_cast<const Value*>(UINTPTR_MAX);
  const Value* steady_frames_ = kNoFrames;
  struct Once {
    uint64_t reading = 0;
    Value value;
    std::vector<Value> next;  // by Routine::next: for these it has that value
  };
  std::vector<Once> once_;              // by Routine::memo
  // What is kept while a quantifier runs, by its number (guards.h).
  struct Running {
    uint64_t serial = 0;
    const Value* until = nullptr;  // the round of a slot above this one ends before the quantifier does
  };
  struct Kept {
    uint64_t serial = 0;
    Value value;
    bool by_next = false;
  };
  class Runs;
  std::vector<Running> running_;
  std::vector<Kept> kept_values_;
  uint64_t serial_ = 0;
  uint64_t reading_ = 1;
  bool step_is_known_ = false;
  bool keeps_rules_ = false;            // functions stay rules, as their values do not all exist
  const Value* kept_ = nullptr;         // the lowest slot since a round began (Round) that got a value to keep
  uint32_t assigned_ = 0;
  uint32_t progress_ = 0;               // conjuncts passed on the way here
  const Emit* emit_ = nullptr;
  std::vector<Value> scratch_;
  std::vector<const Node*> conjuncts_;  // by variable

  struct MemoKey { const Object* op; Value argument; };
  struct MemoHash { size_t operator()(const MemoKey& k) const; };
  struct MemoEqual { Machine* machine; bool operator()(const MemoKey& a, const MemoKey& b) const; };
  std::unordered_map<MemoKey, Value, MemoHash, MemoEqual> memo_;

  friend class Evaluator;
  friend struct Functions;
};

template <typename Body>
bool Machine::each(const Binding& b, Value set, Value* frame, const Body& body) {
  runtime::Elements elements(context, set);
  Round round(context, kept_, frame + b.slot);
  const bool steady = elements.steady();
  for (Value x; elements.next(x);) {
    if (!steady) round.keep();
    bind(b, x, frame);
    if (!body(x, round)) return false;
    round.end();
  }
  return true;
}

}  // namespace trestle::evaluator
