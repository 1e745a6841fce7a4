// The abstract interpreter behind infer_variables(): values are shapes, and what guards tell about expressions is remembered.
//
// An expression without effects has a Term, which names it wherever it stands: a definition's parameter is the term of
// its argument, @ is the term of what it replaces. Facts are shapes of terms, learned from guards; f[p] < 3 is one
// about the term f[p], and about f when p is a constant.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include "translator/core/infer.h"
#include "translator/runtime/context.h"
#include "translator/runtime/shape.h"

namespace trestle::core::inference {

using runtime::Shape;
using runtime::ShapeRef;
namespace shape = runtime::shape;

struct Term {
  enum class Kind : uint8_t { Constant, Variable, Bound, Op, Field };
  Kind kind = Kind::Constant;
  Value value;         // Constant
  uint32_t index = 0;  // Variable, Bound: number; Field: atom
  bool primed = false;
  Op op{};
  std::vector<const Term*> args;
  ShapeRef shape = nullptr;  // Constant, Bound: of its values
  uint32_t size = 1;
};
using TermRef = const Term*;

struct Abstract;
using Frame = std::vector<Abstract>;
struct Closure {
  const Definition* definition;
  std::vector<Abstract> captured;
};

struct Abstract {
  ShapeRef shape = shape::never();
  Value constant;          // when it is known
  TermRef term = nullptr;  // when it has no effect, and is small
  std::shared_ptr<const Closure> closure;
  const Expr* pending = nullptr;  // a LET's, not evaluated yet
  // Of a parameter: the argument and the frame it stands in, for when the parameter is used as a formula.
  const Expr* argument = nullptr;
  Frame* home = nullptr;
};

// What is known at a place of an action.
struct World {
  std::map<TermRef, ShapeRef> facts;
  std::vector<Abstract> next;  // of the variables assigned so far
  std::vector<bool> assigned;
  bool dead = false;  // nothing gets here
};

// Of the first-order operators. Never when the operator has no value there; Dynamic when no shape is known.
ShapeRef result(Op op, std::span<const ShapeRef> args);
bool has_no_effect(Op op);

ShapeRef element(ShapeRef set);                          // what its elements are
ShapeRef applied(ShapeRef function, ShapeRef argument);  // f[x]
bool is_key(Value v);                                    // a value that can be looked up among keys at once
ShapeRef applied(ShapeRef function, Value argument);     // is_key()
ShapeRef field(ShapeRef record, uint32_t atom);
ShapeRef with_field(ShapeRef record, uint32_t atom, ShapeRef value, bool only_if_common);
ShapeRef with_value(ShapeRef function, ShapeRef argument, ShapeRef value);  // [f EXCEPT ![x] = value]
ShapeRef with_length(ShapeRef sequence, ShapeRef length);
ShapeRef with_keys_in(ShapeRef function, ShapeRef keys, ShapeRef value);  // \A k \in keys : f[k] \in value
ShapeRef negated(ShapeRef integers);
ShapeRef plus(ShapeRef a, ShapeRef b);
ShapeRef lengths(ShapeRef sequence);

// The integers that occur in a spec, next to which bounds are looked for.
using Thresholds = std::set<int64_t>;
ShapeRef widened(ShapeRef old, ShapeRef grown, const Thresholds& thresholds);
ShapeRef limited(ShapeRef shape, int depth);  // what nests deeper is Dynamic
// Ranges and names of `shape` that also take what `loose` has, where a bit at most is all that costs.
ShapeRef stretched(ShapeRef shape, ShapeRef loose);

constexpr uint64_t kMaxSteps = 3'000'000;
constexpr uint64_t kMaxStepsOfPredicate = 100'000;

class Interpreter {
 public:
  // A quick one looks at no element of a set by itself.
  Interpreter(const Spec& spec, const Evidence& evidence, bool quick);

  std::vector<ShapeRef> current;  // of the variables, in the states that steps start from

  // The shapes that Init assigns, and those that one step from `current` does.
  std::vector<ShapeRef> initial();
  std::vector<ShapeRef> step();
  // `current`, when the invariants hold.
  std::vector<ShapeRef> assuming_invariants();

  bool exhausted() const { return steps_ > kMaxSteps; }  // what it says is worth nothing
  const Thresholds& thresholds() const { return thresholds_; }
  const Expr* culprit(uint32_t variable) const { return culprits_[variable]; }
  const Expr* assignment(uint32_t variable) const { return assignments_[variable]; }
  // What steps assigned before conjuncts about the next state were believed.
  ShapeRef unchecked(uint32_t variable) const { return unchecked_[variable]; }

 private:
  // infer_eval.cpp
  Abstract eval(const Expr& e, Frame& frame, World& world);
  Abstract eval_node(const Expr& e, Frame& frame, World& world);
  Abstract local(uint32_t slot, Frame& frame, World& world);
  Abstract global(uint32_t index);
  Abstract apply(const Expr& e, Frame& frame, World& world);
  Abstract except(const Expr& e, Frame& frame, World& world);
  Abstract update(const Update& u, size_t step, const Abstract& old, Frame& frame, World& world);
  Abstract branches(const Expr& e, Frame& frame, World& world);
  Abstract logic(const Expr& e, Frame& frame, World& world);
  Abstract constant(Value v);
  Abstract known(bool truth) { return constant(Value::boolean(truth)); }
  Abstract of_shape(ShapeRef s, TermRef term = nullptr);
  // infer_bind.cpp
  Abstract call(const Definition& d, std::vector<Abstract> arguments, World& world);
  Abstract recursive_call(const Definition& d, std::vector<Abstract> arguments, World& world);
  Abstract invoke(const Abstract& op, std::vector<Abstract> arguments, World& world);
  Abstract higher_order(Op op, const std::vector<Abstract>& args, World& world);
  Abstract quantify(const Expr& e, Frame& frame, World& world);
  Abstract choose(const Expr& e, Frame& frame, World& world);
  Abstract filter(const Expr& e, Frame& frame, World& world);
  Abstract map(const Expr& e, Frame& frame, World& world);
  Abstract function(const Expr& e, Frame& frame, World& world);
  void bind(const Binding& b, const Abstract& element, Frame& frame);
  Abstract bound(ShapeRef element);
  // Every way to bind, when all sets are known and small: false when they are not.
  template <typename Visit>
  bool unrolled(const Expr& e, Frame& frame, World& world, const Visit& visit);
  // infer_learn.cpp
  void assume(const Expr& e, bool positive, Frame& frame, World& world);
  void assume_branches(const std::vector<const Expr*>& args, bool positive, Frame& frame, World& world);
  void assume_for_all(const Expr& e, bool positive, Frame& frame, World& world);
  void assume_comparison(const Expr& e, bool positive, Frame& frame, World& world);
  void act(const Expr& e, Frame& frame, World& world);
  bool act_for_all(const Expr& e, Frame& frame, World& world);
  bool assign(const Expr& e, Frame& frame, World& world);
  void give_anything(const Expr& e, World& world);
  void constrain(const Abstract& a, ShapeRef s, World& world);
  void constrain(TermRef t, ShapeRef s, World& world);
  ShapeRef shape_of(TermRef t, World& world);
  void run(const ActionNode& node, Frame& frame, World& world, std::vector<ShapeRef>& out);
  void finish(World& world, std::vector<ShapeRef>& out);
  World believed(bool constraints);  // what invariants, and constraints, say of the current state
  static void join_worlds(World& world, std::vector<World>& branches);
  Frame callee_frame(const Definition& d, std::vector<Abstract> arguments);
  std::vector<Abstract> arguments(const std::vector<const Expr*>& args, Frame& frame, World& world);
  // Whether e calls a definition, or is a parameter that stands for a formula: then `use` is given the formula and its
  // frame.
  template <typename Use>
  bool unfolded(const Expr& e, Frame& frame, World& world, const Use& use);
  std::vector<Abstract> eval_all(const std::vector<const Expr*>& args, Frame& frame, World& world);

  TermRef term(Term t);
  TermRef op_term(Op op, std::vector<TermRef> args);
  TermRef variable_term(uint32_t index, bool primed);
  TermRef field_term(uint32_t atom, TermRef record);
  void collect_thresholds();
  World world() const;

  const Spec& spec_;
  const Evidence& evidence_;
  runtime::Context context_;
  std::vector<std::unique_ptr<Abstract>> globals_;
  std::map<std::vector<uint64_t>, std::unique_ptr<Term>> terms_;
  std::unordered_map<uint64_t, Abstract> constants_;  // by the bits of a kept Value
  uint32_t bound_ = 0;                                // terms of bound variables so far
  uint32_t depth_ = 0;                                // of calls
  uint64_t unrolled_ = 1;                             // ways to bind around here
  const uint64_t most_unrolled_;
  uint64_t steps_ = 0;                 // evaluated nodes
  bool applied_ = false;               // what is being evaluated is a function that an argument follows
  uint64_t limit_ = kMaxSteps;         // of them, for now
  std::set<const Predicate*> costly_;  // not worth their time
  Thresholds thresholds_;

  struct Recursion {
    std::vector<Abstract> arguments;
    ShapeRef result = shape::never();
    bool grown = false;
  };
  std::map<const Definition*, Recursion> recursions_;
  std::map<std::pair<const Definition*, std::vector<uint64_t>>, Abstract> calls_;  // of constants, with constants

  // Where values became Dynamic first, by variable; and the last expression that did so.
  std::vector<const Expr*> culprits_, assignments_;
  std::vector<ShapeRef> unchecked_;
  const Expr* culprit_ = nullptr;
  uint64_t dynamics_ = 0;  // results that were Dynamic so far
};

}  // namespace trestle::core::inference
