// The waist: a spec made runnable under one .cfg. Everything that explores sees only this.
//
// A Model is immutable and shared by all workers; each call takes the worker's Context. Any call may throw EvalError,
// with its place filled in. States are words under signature().layout; a state given to a call must have come from the
// same Model (or from encode()).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/layout.h"
#include "translator/runtime/temporal.h"
#include "translator/runtime/value.h"

namespace trestle::packed {
struct Sink;  // packed.h
}

namespace trestle::runtime {

using ActionId = uint32_t;
using PredicateId = uint32_t;
using ExpressionId = uint32_t;
inline constexpr ActionId kNoAction = UINT32_MAX;
inline constexpr std::string_view kUnnamedAction = "UnnamedAction";  // what TLC calls one without a name

// Where something stands in the user's text, both ends inclusive, as TLC prints locations.
struct Location {
  std::string file, module;
  uint32_t begin_line = 0, begin_column = 0, end_line = 0, end_column = 0;
};
std::string to_string(const Location& location);  // "line 12, col 3 to line 14, col 20 of module Raft"
Value location_record(Context& context, const Location& location);  // TLC's: [beginLine |-> 12, ...]

struct Variable {
  std::string name;
  Location location;
};

// A named disjunct of Next. TLC calls it the same in its traces.
struct Action {
  std::string name;
  std::vector<std::string> parameters;
  Location location;
  bool callable = false;  // NAME(parameters), written in the specification's module, is this action and nothing else
};

enum class PredicateKind : uint8_t {
  Assumption,        // constant level
  Invariant,         // state level; violated: invariant-violated
  ImpliedInit,       // a property's state predicate, on initial states; property-violated
  ImpliedAction,     // a property's [][A]_v, on steps; property-violated
  Constraint,        // state level; false: the state is not explored further
  ActionConstraint,  // on steps
  Postcondition,     // after exploration
  Liveness,          // atoms of temporal formulas: state or step level
};

struct Predicate {
  std::string name;  // as the .cfg has it
  PredicateKind kind;
  bool on_steps = false;  // needs two states
  Location location;
  bool pure = false;  // says the same of the same states whenever it is asked, and does nothing else
};

// A part of the specification: an initial predicate, a constraint.
struct Part {
  std::string name;
  Location location;
};

// What TLCGet("spec") tells, as TLC takes the specification apart, and nothing else needs.
struct Listed {
  std::vector<Part> inits, temporals, invariants, implied_inits, implied_actions, implied_temporals, constraints,
      action_constraints;
  std::optional<ExpressionId> actions;  // a set of records, of no state
};

struct Signature {
  std::string module;  // name of the root module
  std::vector<Variable> variables;
  std::vector<Action> actions;
  // Definitions on the way from Next to its actions: VoteYes(p) == Vote(p, TRUE) is action Vote to TLC, but people, and
  // their logs, may call it VoteYes. Their ids follow those of `actions`; only steps(state, action, arguments) takes
  // them.
  std::vector<Action> outer_actions;
  std::vector<Predicate> predicates;
  std::vector<std::string> expressions;  // e.g. "ALIAS", evaluated by evaluate()
  std::optional<ExpressionId> alias;
  bool has_behavior = true;    // false: no Init/Next, only assumptions are checked
  bool pure_init = false;      // enumerating the initial states has no effect, and finds the same each time
  bool check_deadlock = true;  // CHECK_DEADLOCK of the .cfg
  bool has_identity = false;   // VIEW or SYMMETRY: identity() differs from the state's own words
  std::vector<Word> identity_mask;  // not empty: it is these bits of them (a VIEW of some of the variables)
  Listed listed;
  Temporal temporal;           // fairness, and the properties to be checked on whole behaviors
  Layout layout;

  const Action& action(ActionId id) const {
    return id < actions.size() ? actions[id] : outer_actions[id - actions.size()];
  }
};

// Values for an action's parameters, in order; an undefined Value is left to the model to enumerate.
using Arguments = std::span<const Value>;

struct Step {
  ActionId action;
  std::span<const Value> arguments;  // of the action, all bound; valid during the call
  const Word* next;                  // valid during the call
  uint32_t multiplicity = 1;         // how often TLC would generate this very successor here in a row
  // Of a mapping's rule, A \cdot B: the states that it goes through.
  std::span<const std::vector<Word>> between = {};
};

// An expression that a run with coverage counts, under the action or predicate for whose sake it is evaluated.
struct CoveredExpression {
  enum class Of : uint8_t { Init, Action, Predicate } of;
  uint32_t id;     // ActionId or PredicateId
  uint32_t depth;  // of nesting, in what it is counted under; calls count as nesting
  Location location;
  std::string text;  // its first line, shortened
};
struct ExpressionCount {
  uint64_t evaluated = 0;         // or walked, when it is part of an action
  uint64_t held = 0, failed = 0;  // of these how often it was TRUE, and FALSE
};

class StateSink {
 public:
  virtual bool state(const Word* state) = 0;  // false: stop enumerating
 protected:
  ~StateSink() = default;
};

class StepSink {
 public:
  virtual bool step(const Step& step) = 0;  // false: stop enumerating
  // Where a Model that can may put steps instead, as rows and without their arguments; null: nowhere.
  virtual packed::Sink* rows() { return nullptr; }
  // Where not all steps matter: whether something is known of a variable's next value, and whether it may be this one. A
  // Model may leave out steps to states that are not possible, and what would be an error on the way to them.
  virtual bool observes(uint32_t) const { return false; }
  virtual bool possible(uint32_t, Value) { return true; }

 protected:
  ~StepSink() = default;
};

// What a Model with several engines can do besides: go on with another of them, whose layout may be another.
// change() and outgrow() are called while no other call into the Model runs; after them signature().layout is the new
// one, states under the old one mean nothing any more, and every Context has forgotten its engine (Context::engine).
class Engines {
 public:
  virtual ~Engines() = default;
  virtual bool ready() const = 0;  // a faster engine is there: change() goes over to it. Asked often
  virtual void change() = 0;
  // A value was met that does not fit: goes back to a layout that every value fits.
  virtual void outgrow(const Misfit& misfit) = 0;
};

class Model {
 public:
  virtual ~Model() = default;

  // Where states are packed (Layout::packed), calls that make states throw Misfit for a value that does not fit.
  virtual Engines* engines() const { return nullptr; }

  virtual const Signature& signature() const = 0;

  // States satisfying Init, with TLC's multiplicity and in TLC's order.
  virtual void initial_states(Context& context, StateSink& sink) const = 0;

  // All steps of Next, in TLC's order. An engine may leave their arguments out; the steps of one action have theirs.
  virtual void steps(Context& context, const Word* state, StepSink& sink) const = 0;
  // Steps of one action; arguments given are bound, undefined ones enumerated. `arguments` may be empty: all
  // enumerated.
  virtual void steps(Context& context, const Word* state, ActionId action, Arguments arguments,
                     StepSink& sink) const = 0;

  // State predicates; step predicates take both states. For Assumption and Postcondition `state` is null.
  virtual bool holds(Context& context, PredicateId predicate, const Word* state, const Word* next = nullptr) const = 0;
  // Whether all predicates of a kind do.
  bool all_hold(Context& context, PredicateKind kind, const Word* state, const Word* next = nullptr) const;
  // Of the states rows[number] with these numbers, those that all of these pure state predicates hold of, into `holding`,
  // which may be `numbers` itself; how many. In which order the predicates are asked is not said.
  struct Rows {
    const Word* first;
    size_t stride;
    // By number, a state that all of them are known to hold of, or null: what looks the same there need not be looked at.
    const Word* const* before = nullptr;
    const Word* operator[](uint32_t number) const { return first + stride * number; }
  };
  virtual size_t holding(Context& context, std::span<const PredicateId> predicates, Rows rows,
                         std::span<const uint32_t> numbers, uint32_t* holding) const;

  // What tells states apart under VIEW and SYMMETRY: fills `identity` (layout.words() words; zero padded).
  // Only called when signature().has_identity.
  virtual void identity(Context& context, const Word* state, Word* identity) const = 0;

  // With coverage, what is counted; and the context's counts, in the same order. Nothing without.
  virtual std::span<const CoveredExpression> covered() const { return {}; }
  virtual std::span<ExpressionCount> counts(Context&) const { return {}; }

  // ALIAS and other named expressions; `next` is null at the last state.
  virtual Value evaluate(Context& context, ExpressionId expression, const Word* state, const Word* next) const = 0;
};

// A state as values in the order of signature().variables, and back.
std::vector<Value> decode(const Layout& layout, const Word* state);
std::vector<Word> encode(const Layout& layout, std::span<const Value> values);

}  // namespace trestle::runtime
