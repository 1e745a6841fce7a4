// The evaluator: a tree walker over core::Expr. One Machine a worker; private to this folder.
//
// Frames are consecutive slots on a stack of our own. A slot holds a value, or a promise: a tagged pointer to the
// expression whose value it will be. A LET's promise is evaluated in the frame that holds it, an argument's in the frame
// of the caller, whose address stands before the callee's first slot. A promise is replaced by its value at first use,
// unless its evaluation read the next state, which may still change while successors are enumerated.
//
// Successors are enumerated in continuation-passing style, as TLC's getNextStates does (tlc2/tool/impl/Tool.java): `run`
// walks an action, assigns primed variables on the way, and hands what is left of the enclosing conjunctions (Pending) on.
// Once every variable has a value the rest is only tested.
#pragma once

#include <atomic>
#include <functional>
#include <unordered_map>
#include <vector>

#include "translator/core/core.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/operators.h"

namespace trestle::evaluator {

using core::Expr;
using core::Kind;
using runtime::Context;
using runtime::Object;
using runtime::Value;

// Constants that are evaluated once, shared by all workers. The bits of a kept Value; 0 = not evaluated yet.
using Globals = std::vector<std::atomic<uint64_t>>;

struct Pending {
  const Expr* expr;
  Value* frame;
  uint32_t from;          // And: the items from here on; Forall: unused
  const Pending* rest;
};

class Machine {
 public:
  Machine(Context& context, const core::Spec& spec, Globals& globals);
  ~Machine();
  Machine(const Machine&) = delete;

  // States as values; null where an expression may not read one. `next` has abstract variables too.
  std::vector<Value> current, next;
  bool has_current = false, has_next = false;

  Value evaluate(const core::Root& root);
  bool test(const core::Root& root);

  // Enumerates the successors that `action` allows in a new frame (or in `frame`). emit() returns false to stop; run returns false
  // when stopped.
  using Emit = std::function<bool()>;
  bool run_root(const core::Root& root, const Emit& emit);
  bool run_node(const core::ActionNode& node, Value* frame, const std::function<bool(const core::ActionNode&, Value*)>& leaf);
  bool run_leaf(const core::ActionNode& leaf, Value* frame, const Emit& emit);
  // One leaf with some of its arguments given (undefined ones are enumerated).
  bool run_path(const core::ActionNode& leaf, std::span<const Value> given, Value* frame, size_t step, const Emit& emit);

  // Forgets what an error left behind; called before each use.
  void restart();
  Value invoke_operator(const Object& op, std::span<const Value> arguments) { return invoke(op, arguments); }

  Value* push_frame(uint32_t slots, const Value* caller);
  void pop_frame(Value* frame) { top_ = frame - 1; }
  // What needs no work is inlined: most nodes are leaves.
  Value eval(const Expr& e, Value* frame) {
    if (e.kind == Kind::Local) {
      if (Value v = frame[e.index]; (v.bits() & kTagMask) < kLetTag) return v;
    } else if (e.kind == Kind::Constant) {
      return e.value;
    } else if (e.kind == Kind::Variable && !e.primed) {
      if (Value v = current[e.index]; v.defined()) return v;
    }
    return eval_node(e, frame);
  }
  bool truth(const Expr& e, Value* frame);

  // A place that was refused: the first false conjunct, for explanations. Null when nobody asks.
  struct Refusals {
    virtual void refused(const Expr& conjunct, Value* frame, uint32_t depth) = 0;
    virtual void outside(const Expr& set, Value* frame) = 0;  // an argument that was given is not in its set
   protected:
    ~Refusals() = default;
  };
  Refusals* refusals = nullptr;

  Context& context;
  const core::Spec& spec;

  std::string variable_name(uint32_t index) const {
    const size_t own = spec.variables.size();
    return index < own ? spec.variables[index].name : spec.abstract_variables[index - own];
  }

 private:
  // Promises in slots. Values have tags 0 (object), 1 (integer), 2 (atom); expressions are at least 8-aligned.
  static constexpr uint64_t kLetTag = 3, kArgumentTag = 4, kTagMask = 7;
  static Value promise(const Expr* e, uint64_t tag) { return Value::from_bits(reinterpret_cast<uint64_t>(e) | tag); }
  static const Expr* promised(Value v) { return reinterpret_cast<const Expr*>(v.bits() & ~kTagMask); }
  static uint64_t tag(Value v) { return v.bits() & kTagMask; }

  // eval.cpp
  Value eval_node(const Expr& e, Value* frame);
  Value apply(const Expr& e, Value* frame);
  Value local(uint32_t slot, Value* frame);
  Value global(const Expr& e);
  Value call(const Expr& e, Value* frame);
  Value except(const Expr& e, Value* frame);
  Value update(const Expr& e, const core::Update& u, size_t step, Value old, Value* frame);
  bool enabled(const Expr& e, Value* frame);
  bool unchanged(const Expr& e);
  void bind_arguments(const Expr& e, size_t first, const core::Definition& d, Value* callee, Value* frame);
  void bind_lets(const std::vector<core::LetSlot>& lets, Value* frame);
  void bind(const core::Binding& b, Value element, Value* frame);

  // comprehensions.cpp
  bool quantify(const Expr& e, Value* frame, bool exists);
  bool quantify(const Expr& e, size_t binding, std::span<const Value> sets, Value* frame, bool exists);
  void bound_sets(const Expr& e, std::span<Value, 8> sets, Value* frame);
  Value choose(const Expr& e, Value* frame);
  Value filter(const Expr& e, Value* frame);
  Value map(const Expr& e, Value* frame);
  bool map_into(const Expr& e, size_t binding, std::span<const Value> sets, Value* frame);
  Value function(const Expr& e, Value* frame);
  Value domain_of(const Expr& e, Value* frame);
  void bind_element(const Expr& e, Value element, Value* frame);

  // closures.cpp
  Value closure(const Expr& e, Value* frame);
  Value captured_operator(const Expr& e, Value domain, Value* frame);
  Value detached(Value v);
  Value invoke(const Object& op, std::span<const Value> arguments);
  Value memoized(const Object& op, Value argument);
  Value* lazy_frame(const Object& op, Value argument);  // a frame in which the rule's body can be evaluated

  // enumerate.cpp
  bool run(const Expr& e, Value* frame, const Pending* rest);
  bool proceed(const Pending* rest);
  bool run_exists(const Expr& e, size_t binding, std::span<const Value> sets, Value* frame, const Pending* rest);
  bool run_forall(const Expr& e, std::span<const Value> elements, size_t at, Value* frame, const Pending* rest);
  bool run_call(const core::Definition& d, const Expr& e, size_t first, Value* frame, const Pending* rest);
  bool run_application(const Expr& e, Value* frame, const Pending* rest);
  bool run_compose(const Expr& e, Value* frame, const Pending* rest);
  bool assign(uint32_t variable, Value value, const Pending* rest);
  bool assignable(const Expr& e) const { return e.kind == Kind::Variable && e.primed && !next[e.index].defined(); }
  bool refuse(const Expr& e, Value* frame) {
    if (refusals) refusals->refused(e, frame, progress_);
    return true;
  }

  [[noreturn]] void fail(const Expr& e, std::string message, std::string hint = {});
  [[noreturn]] void not_boolean(const Expr& e, Value v);
  bool as_truth(const Expr& e, Value v) {
    if (!v.is_boolean()) not_boolean(e, v);
    return v.truth();
  }

  Globals& globals_;
  Value* stack_ = nullptr;
  Value* top_ = nullptr;
  Value* limit_ = nullptr;
  const char* native_limit_ = nullptr;  // the C++ stack ends here
  uint64_t next_reads_ = 0;             // reads of primed variables so far
  uint64_t caches_ = 0;                 // promises kept so far: what they hold must not be freed
  uint32_t assigned_ = 0;
  uint32_t progress_ = 0;               // conjuncts passed on the way here
  const Emit* emit_ = nullptr;
  std::vector<Value> scratch_;

  struct MemoKey { const Object* op; Value argument; };
  struct MemoHash { size_t operator()(const MemoKey& k) const; };
  struct MemoEqual { Machine* machine; bool operator()(const MemoKey& a, const MemoKey& b) const; };
  std::unordered_map<MemoKey, Value, MemoHash, MemoEqual> memo_;

  friend class Evaluator;
};

}  // namespace trestle::evaluator
