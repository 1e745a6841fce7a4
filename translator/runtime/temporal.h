// Temporal formulas as data: what a specification's fairness and a property say about a behavior, over atoms that are
// predicates of the Model. Atoms are the largest parts without a temporal operator, of one state or of a step.
//
// Formulas are in positive normal form (negation stands only before atoms) and shared: the same formula has the same
// number. The constructors simplify as they build:
//   <>(f \/ g) = <>f \/ <>g              [](f /\ g) = []f /\ []g           when f or g is temporal
//   [] and <> of what only the infinitely distant future decides fall away, and move past it:
//   <>(f /\ []<>g) = <>f /\ []<>g        [](f \/ []<>g) = []f \/ []<>g
//   []<> and <>[] come down to formulas without a temporal operator:
//   []<>(f /\ <>g /\ []h) = []<>f /\ []<>g /\ <>[]h, and the dual
// so that []<> and <>[] only stand before temporal-free formulas.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "translator/runtime/eval_error.h"

namespace trestle::runtime {

using FormulaId = uint32_t;

struct Formula {
  enum class Kind : uint8_t { False, True, Atom, And, Or, Always, Eventually };
  Kind kind = Kind::False;
  bool negated = false;   // Atom
  bool temporal = false;  // has [] or <>
  bool limit = false;     // whether it is true does not depend on any finite beginning: of []<>f, <>[]f only
  uint32_t atom = 0;      // Atom: index into Temporal::atoms
  std::vector<FormulaId> args = {};
};

class Formulas {
 public:
  Formulas();

  const Formula& operator[](FormulaId id) const { return formulas_[id]; }
  size_t size() const { return formulas_.size(); }

  FormulaId truth(bool value) const { return value ? 1 : 0; }
  FormulaId atom(uint32_t atom, bool negated = false);
  FormulaId conjunction(std::vector<FormulaId> args) { return junction(Formula::Kind::And, std::move(args)); }
  FormulaId disjunction(std::vector<FormulaId> args) { return junction(Formula::Kind::Or, std::move(args)); }
  FormulaId always(FormulaId f) { return modal(Formula::Kind::Always, f); }
  FormulaId eventually(FormulaId f) { return modal(Formula::Kind::Eventually, f); }
  FormulaId negation(FormulaId f);

  // []f is a formula with this body; <>f.
  bool is_infinitely_often(FormulaId f) const;                                           // []<>f
  bool is_eventually_always(FormulaId f) const;                                          // <>[]f
  FormulaId body(FormulaId f) const { return formulas_[formulas_[f].args[0]].args[0]; }  // f of these two

 private:
  FormulaId make(Formula formula);
  FormulaId junction(Formula::Kind kind, std::vector<FormulaId> args);
  FormulaId modal(Formula::Kind kind, FormulaId f);
  FormulaId limit(Formula::Kind outer, FormulaId f);  // []<>f with Always, <>[]f with Eventually

  std::vector<Formula> formulas_;
  std::map<std::tuple<Formula::Kind, bool, uint32_t, std::vector<FormulaId>>, FormulaId> known_;
};

std::string to_string(const Formulas& formulas, FormulaId id);  // atoms as a0, a1...; for tests and debugging

struct TemporalFormula {
  std::string name;  // of the property as the .cfg has it, or of the specification
  FormulaId formula;
};

struct TemporalAtom {
  uint32_t predicate;  // PredicateId, of kind Liveness
  bool on_steps = false;
  std::optional<uint32_t> enabled_by =
      {};  // this is ENABLED of that atom: where it is false, so is that one on every step
  // Without temporal operators: where it is false the atom's value makes no difference, as of P in a => (P /\ <>q), and it
  // may have none.
  FormulaId relevant = 1;  // Formulas::truth(true)
};

struct Temporal {
  Formulas formulas;
  std::vector<TemporalAtom> atoms;
  std::vector<TemporalFormula> fairness;    // assumed of every behavior
  std::vector<TemporalFormula> properties;  // to be checked
  std::optional<EvalError> failure = {};    // the formulas could not be taken apart: nothing can be checked

  bool empty() const { return properties.empty() && !failure; }
};

}  // namespace trestle::runtime
