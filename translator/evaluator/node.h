// What the machine walks: core::Expr laid out for speed. A node is small, knows the function that evaluates it, and
// stands before its operands in memory; everything lies in one arena, in the order in which it is evaluated. Where a
// message needs more, a node refers to the expression it was made from.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "translator/core/core.h"
#include "translator/core/reads.h"
#include "translator/evaluator/early_tests.h"
#include "translator/evaluator/guards.h"
#include "translator/runtime/arena.h"
#include "translator/runtime/operators.h"

namespace trestle::evaluator {

using core::Kind;
using runtime::Context;
using runtime::Object;
using runtime::Op;
using runtime::Value;

class Machine;
struct Node;

struct Binding {
  const Node* set;                  // null: unbounded
  uint32_t slot;                    // of the one name,
  std::span<const uint32_t> tuple;  // or, when not empty, of several that take apart a tuple
};

struct Let {
  uint32_t slot;
  const Node* value;
};

// A test of the elements of a SUBSET that bounds them all at once (subsets.cpp).
struct Bound {
  using Kind = core::SubsetBound::Kind;
  Kind kind;
  const Node* node;  // of the SubsetBound's expression
};

struct PathStep {
  const Node* index;  // null: a field
  uint32_t field;     // atom
};

struct Update {
  std::span<const PathStep> path;
  int64_t at_slot;  // where @ is put; -1: the value does not use it
  const Node* value;
};

// A definition with its frame.
struct Routine {
  const core::Definition* source;
  std::span<const uint32_t> slots;  // parameters first, then captured locals
  uint32_t frame;                   // number of slots
  const Node* body;
  int32_t memo;  // number among what has one value in a state, or in a step (Machine::once); -1: none of these
  bool by_next;  // of those on steps: its value depends on the state and `next` alone,
  std::span<const uint32_t> next;  // these variables' next values
};

// What only nodes with parts of their own have: quantifiers, constructors, LET, EXCEPT, UNCHANGED.
struct Scope {
  std::span<const Binding> bindings;
  std::span<const Bound> bounds;
  std::span<const Let> lets;
  std::span<const Update> updates;
  std::span<const uint32_t> variables;
  std::span<const uint32_t> free;
  std::span<const uint32_t> own;  // Forall, Function: slots that it and its body bind
  uint32_t frame;
  const Node* guard;  // Exists: what its body says of any element (guards.h); null: nothing
  const Node* rest;   // Exists, Forall: its body once the guard is known to hold; null: the same body
  int32_t quantifier;
};

struct Node {
  using Evaluate = Value (*)(Machine&, const Node&, Value* frame);
  using Operator = Value (*)(Context&, const Value*, uint32_t);

  Evaluate evaluate;
  Kind kind;
  bool primed;
  bool branches;
  bool lazy;
  core::Level level;
  Op op;
  uint32_t index;
  int32_t self;
  uint32_t size;  // of operands
  union {
    Value value;             // Constant
    const Routine* routine;  // Call, Closure
    Operator call;           // Apply
    const Scope* scope;      // what has one
    mutable uint64_t known;  // Field: the shape of a record that had it (upper half), and where
  };
  const core::Expr* source;

  const Node* const* operands() const { return reinterpret_cast<const Node* const*>(this + 1); }
  std::span<const Node* const> args() const { return {operands(), size}; }
  const Node& operator[](size_t i) const { return *operands()[i]; }
  bool binds() const { return (kind >= Kind::Forall && kind <= Kind::Function); }
  std::span<const Binding> bindings() const { return scope->bindings; }  // binds()
};

// An expression with a frame of its own.
struct Root {
  const Node* node = nullptr;
  uint32_t frame = 0;
};

// EarlyTest (early_tests.h).
struct LeafTest {
  const Node* node;
  uint32_t variable;
  uint32_t bound;
};

// core::ActionNode. All share one frame.
struct Branch {
  core::ActionNode::Kind kind;
  std::span<const Branch* const> children;
  Binding binding;                         // Bind
  std::span<const Let> lets;               // Let
  runtime::ActionId action;                // Leaf
  const Node* body;                        // Leaf
  std::span<const Node* const> arguments;  // Leaf
  std::span<const Branch* const> path;     // Leaf: the Bind and Let branches above it
  std::span<const LeafTest> tests;         // Leaf: what can be asked before all of these are gone through

  // Of a leaf whose arguments these are, as far as they are defined: which one a Bind on its path binds; null: none.
  const Value* given(const Branch& bind, std::span<const Value> arguments) const;
  // So many nodes of its path, the last of which is to be enumerated.
  size_t enumerated_to(std::span<const Value> arguments) const;
};

// All nodes of a spec. Not safe for concurrent use while something is compiled.
class Program {
 public:
  // But for Fast, all is evaluated as it is written, and nothing remembered: Counting, it is counted (coverage.h); Witnessing,
  // what fails tells with which values.
  enum class Way : uint8_t { Fast, Counting, Witnessing };
  explicit Program(const core::Spec& spec, Way way = Way::Fast);
  Program(const Program&) = delete;

  Root compile(const core::Root& root);
  const Branch& branch(const core::ActionNode& node) const { return *branches_.at(&node); }

  std::vector<Root> globals, predicates;
  std::optional<Root> init, view, alias, symmetry, listed_actions;
  const Branch* next = nullptr;
  std::vector<const Branch*> outer_leaves;
  int32_t memos = 0;  // numbers given to routines
  uint32_t kept() const { return guards_.kept(); }
  int32_t quantifiers() const { return guards_.quantifiers(); }

 private:
  const Node* node(const core::Expr* e);
  const Routine* routine(const core::Definition* d);
  const Branch* branch(const core::ActionNode* n);
  const Scope* scope(const core::Expr& e);
  std::span<const Bound> bounds(const core::Expr& e);
  Binding binding(const core::Binding& b);
  std::span<const Let> lets(const std::vector<core::LetSlot>& lets);
  void finish_routines();
  template <typename T, typename S, typename F>
  std::span<const T> list(const std::vector<S>& from, const F& make);
  std::span<const uint32_t> numbers(const std::vector<uint32_t>& from);

  const Way way_;
  Guards guards_;
  EarlyTests early_tests_;
  runtime::Arena arena_;
  std::unordered_map<const core::Expr*, const Node*> nodes_;
  std::unordered_map<const core::Definition*, Routine*> routines_;
  std::unordered_map<const core::ActionNode*, Branch*> branches_;
  std::vector<Routine*> unfinished_;
};

template <typename T, typename S, typename F>
std::span<const T> Program::list(const std::vector<S>& from, const F& make) {
  auto* to = static_cast<T*>(arena_.allocate(from.size() * sizeof(T)));
  for (size_t i = 0; i < from.size(); ++i) new (to + i) T(make(from[i]));
  return {to, from.size()};
}

// The function that evaluates a node that is otherwise complete (eval.cpp).
Node::Evaluate function_for(const Node& node);
// The same, which counts too; which tells more of errors.
Node::Evaluate counting_function_for(const Node& node);
Node::Evaluate witnessing_function_for(const Node& node);

}  // namespace trestle::evaluator
