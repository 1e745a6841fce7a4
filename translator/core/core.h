// The core IR: a spec under one .cfg, with nothing left to resolve. Operators are data (runtime/op.def), definitions have
// numbered slots for their locals, instances are substituted, primes are pushed down to variables, and constants have values.
//
// Every stage behind this (evaluator, code generator, printers) sees only these types.
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "translator/diagnostics/source.h"
#include "translator/runtime/model.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/value.h"

namespace trestle::core {

using runtime::Op;
using runtime::Value;

enum class Level : uint8_t { Constant, State, Action, Temporal };

enum class Kind : uint8_t {
  Constant,   // value
  Global,     // index into Spec::globals: a constant expression evaluated once
  Variable,   // index; primed
  Local,      // index = slot of the enclosing frame
  Apply,      // op on evaluated args
  And, Or, Implies,  // left to right, short-circuit; And and Or have any number of args
  If,         // args = condition, then, else
  Case,       // args = guard, value, ..., and a last unpaired one for OTHER
  Let,        // lets are bound by need; args = body
  Call,       // definition applied to args: arguments, then captured locals, into definition->slots
  Invoke,     // args[0] = an operator value, args[1...] = arguments
  Closure,    // definition as an operator value; args = captured locals
  Forall, Exists,  // bindings; args = body
  Choose,     // one binding (set may be null: unbounded, an error when evaluated); args = body
  Filter,     // one binding; args = predicate
  Map,        // bindings; args = element
  Function,   // bindings; args = value; self = slot of the function itself when it is recursive
  Record, RecordSet,  // index = shape; args in the order of the shape
  Field,      // index = field's atom; args = record
  Except,     // args = function; updates
  Unchanged,  // variables: all keep their value
  Enabled,    // args = action; primed: in the next state
  Compose,    // args = A, B: A \cdot B
  // Temporal formulas, only in Spec::properties and Spec::fairness
  Always, Eventually, LeadsTo,  // args
  WeakFairness, StrongFairness, // args = action (already <<A>>_v), and the same as ENABLED reads it
};
std::string_view name(Kind kind);

struct Expr;
struct Definition;

struct Binding {
  std::vector<uint32_t> slots;  // one, or several that take apart a tuple
  bool tuple = false;
  const Expr* set = nullptr;    // null: unbounded
};

struct LetSlot {
  uint32_t slot;
  const Expr* value;  // evaluated at first use
  std::string name;
  bool argument = false;  // of an operator, which TLC remembers once it is evaluated
  bool walked = false;    // a conjunct where successors are enumerated, which may hold in several ways
};

struct PathStep {
  const Expr* index = nullptr;  // null: a field
  uint32_t field = 0;           // atom
};

struct Update {
  std::vector<PathStep> path;
  int64_t at_slot = -1;         // where @ is put, when the value uses it
  const Expr* value = nullptr;
};

struct Expr {
  Kind kind;
  Level level = Level::Constant;
  bool primed = false;
  bool impure = false;    // some part of it has an effect or a random value
  bool branches = false;  // Forall: where successors are enumerated, its body may go several ways; Local: so may a LET's value
  bool angle = false;     // And: <<A>>_v, the subscript last
  Op op{};
  uint32_t index = 0;
  int32_t self = -1;
  bool lazy = false;      // Function: its values are computed when they are asked for, as those of a recursive one
  Span span;
  Value value;
  std::vector<const Expr*> args;
  const Definition* definition = nullptr;
  std::vector<Binding> bindings;
  std::vector<LetSlot> lets;
  std::vector<Update> updates;
  std::vector<uint32_t> variables;
  std::vector<uint32_t> free;   // Filter, Function: slots of the frame that it reads, in case it must stay lazy; primed Enabled
  uint32_t frame = 0;           // Filter, Function: slots that a frame of its own needs
};

// The expressions that it is made of, but for the bodies of what it calls: visit(const Expr*&), to put others in their
// places where the expression may change.
template <typename OfExpr, typename Visit>
void for_each_child(OfExpr& e, const Visit& visit) {
  for (auto& arg : e.args) visit(arg);
  for (auto& b : e.bindings)
    if (b.set != nullptr) visit(b.set);
  for (auto& let : e.lets) visit(let.value);
  for (auto& u : e.updates) {
    for (auto& step : u.path)
      if (step.index != nullptr) visit(step.index);
    visit(u.value);
  }
}

// An operator with its frame. Arguments and captures of a Call go to `slots`, in order.
struct Definition {
  std::string name;
  Span span;                    // of the definition
  std::vector<std::string> parameters;
  std::vector<uint32_t> slots;  // parameters first, then captured locals
  uint32_t frame = 0;           // number of slots
  const Expr* body = nullptr;
  Level level = Level::Constant;
  bool recursive = false;
  const void* origin = nullptr; // the same for the primed and the unprimed form of one definition
};

// An expression with a frame of its own.
struct Root {
  const Expr* expr = nullptr;
  uint32_t frame = 0;
};

struct Global {
  std::string name;  // of the definition, or empty for a hoisted expression
  Root root;
};

// Next, split as TLC splits it. All nodes share one frame (Spec::next_frame).
struct ActionNode {
  enum class Kind : uint8_t { Choice, Bind, Let, Leaf } kind;
  std::vector<const ActionNode*> children;  // Choice: any number; Bind, Let: one
  Binding binding;                          // Bind: \E x \in S
  std::vector<LetSlot> lets;                // Let
  runtime::ActionId action = 0;             // Leaf
  const Expr* body = nullptr;               // Leaf
  std::vector<const Expr*> arguments;       // Leaf: values of the action's parameters
  std::vector<const ActionNode*> path;      // Leaf: the Bind and Let nodes from the root down to it
};

// The \E above the leaf that an argument is the bound name of; null: it is something else.
inline const Binding* binding_of(const Expr& argument, const ActionNode& leaf) {
  if (argument.kind != Kind::Local) return nullptr;
  for (const ActionNode* above : leaf.path) {
    const std::vector<uint32_t>& slots = above->binding.slots;
    if (above->kind == ActionNode::Kind::Bind && std::find(slots.begin(), slots.end(), argument.index) != slots.end())
      return &above->binding;
  }
  return nullptr;
}

struct Predicate {
  std::string name;
  runtime::PredicateKind kind;
  bool on_steps = false;
  Root root;
};

struct Property {  // what is left of a PROPERTY or of the specification's fairness for the temporal checker
  std::string name;
  Root root;
  Span through = {};  // the INSTANCE by which the specification has it
};

struct Part {
  std::string name;
  Span span;
};

// What TLCGet("spec") tells and nothing else needs.
struct Listed {
  std::vector<Part> inits;  // conjuncts of the initial predicate
  std::vector<Part> invariants, constraints, action_constraints;
  // Of the properties. The temporal ones are those that expand_temporal() found, which may find others too.
  std::vector<Part> implied_inits, implied_actions, implied_temporals;
  std::optional<Root> actions;  // a constant set of records; null: nobody asks
};

struct Variable {
  std::string name;
  Span span;
};

struct Action {
  std::string name;
  std::vector<std::string> parameters;
  Span span;         // of the definition's body, or of the disjunct
  std::string module;
  bool callable = false;  // NAME(parameters), written in the specification's module, is this action and nothing else
};

// From MODULE to the end, of a module that the spec's is made of.
struct ModuleText {
  Span span;
  std::string name;
};

struct Spec {
  std::string module;
  std::vector<ModuleText> modules;
  std::vector<Variable> variables;
  // Variables of instances for which an expression is substituted: free under ENABLED, and only there. Kind::Variable
  // numbers them after `variables`; they are always primed.
  std::vector<std::string> abstract_variables;
  std::vector<Action> actions;
  std::vector<Action> outer_actions;              // definitions between Next and actions (see runtime::Signature)
  std::vector<const ActionNode*> outer_leaves;    // the actions' leaves again, as seen from those; `action` numbers outer_actions
  std::optional<Root> init;         // as an action on primed variables only
  const ActionNode* next = nullptr;
  uint32_t next_frame = 0;
  const void* next_origin = nullptr;  // Definition::origin of the definition that Next is; null: it is none
  std::vector<Predicate> predicates;
  std::vector<Property> fairness;   // conjuncts of the specification
  std::vector<Property> properties; // to be checked: liveness
  std::optional<runtime::Temporal> temporal;  // both taken apart, by expand_temporal()
  std::optional<Root> view, alias, symmetry;
  Listed listed;
  bool check_deadlock = true;
  // What stands behind A \cdot B is asked of its first and last state alone; TLC asks it of the one in between, too.
  bool rest_after_composition = false;
  std::vector<Global> globals;
  std::vector<Value> model_values;  // declared in the .cfg: how traces name them

  std::deque<Expr> exprs;           // owners; addresses never move
  std::deque<Definition> definitions;
  std::deque<ActionNode> nodes;
  std::vector<std::shared_ptr<const void>> keep_alive;  // the syntax that spans point into
};

// What an expression says that a global may stand for.
inline const Expr& unhoisted(const Spec& spec, const Expr& e) {
  return e.kind == Kind::Global ? unhoisted(spec, *spec.globals[e.index].root.expr) : e;
}

std::string print(const Spec& spec);  // for `trestle parse --print core`
std::string print(const Expr& expr);  // S-expression, one line
runtime::Location location(const Span& span, const std::string& module);
// In the module whose text it is part of, the innermost; the spec's when that is unknown.
runtime::Location location(const Spec& spec, const Span& span);

}  // namespace trestle::core
