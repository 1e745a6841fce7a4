#include "translator/runtime/temporal.h"

#include <algorithm>

namespace trestle::runtime {

using Kind = Formula::Kind;

namespace {

Kind dual(Kind kind) {
  switch (kind) {
    case Kind::False: return Kind::True;
    case Kind::True: return Kind::False;
    case Kind::And: return Kind::Or;
    case Kind::Or: return Kind::And;
    case Kind::Always: return Kind::Eventually;
    case Kind::Eventually: return Kind::Always;
    case Kind::Atom: break;
  }
  return kind;
}

}  // namespace

Formulas::Formulas() {
  make({.kind = Kind::False});
  make({.kind = Kind::True});
}

FormulaId Formulas::make(Formula f) {
  auto [it, added] = known_.try_emplace({f.kind, f.negated, f.atom, f.args}, static_cast<FormulaId>(formulas_.size()));
  if (added) formulas_.push_back(std::move(f));
  return it->second;
}

FormulaId Formulas::atom(uint32_t atom, bool negated) {
  return make({.kind = Kind::Atom, .negated = negated, .atom = atom});
}

FormulaId Formulas::junction(Kind kind, std::vector<FormulaId> args) {
  const FormulaId neutral = truth(kind == Kind::And), absorbing = truth(kind == Kind::Or);
  std::vector<FormulaId> flat;
  for (FormulaId arg : args) {
    if (formulas_[arg].kind == kind) {
      flat.insert(flat.end(), formulas_[arg].args.begin(), formulas_[arg].args.end());
    } else if (arg == absorbing) {
      return absorbing;
    } else if (arg != neutral) {
      flat.push_back(arg);
    }
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  for (FormulaId arg : flat) {
    const Formula f = formulas_[arg];
    if (f.kind == Kind::Atom && !f.negated && std::binary_search(flat.begin(), flat.end(), atom(f.atom, true))) {
      return absorbing;
    }
  }
  // <>[]f /\ <>[]g is one formula, and so is []<>f \/ []<>g.
  const auto is_merged = [&](FormulaId f) {
    return kind == Kind::And ? is_eventually_always(f) : is_infinitely_often(f);
  };
  if (std::count_if(flat.begin(), flat.end(), is_merged) > 1) {
    std::vector<FormulaId> bodies, others;
    for (FormulaId f : flat) {
      if (is_merged(f)) {
        bodies.push_back(body(f));
      } else {
        others.push_back(f);
      }
    }
    const FormulaId merged = junction(kind, std::move(bodies));
    others.push_back(limit(kind == Kind::And ? Kind::Eventually : Kind::Always, merged));
    return junction(kind, std::move(others));
  }
  if (flat.empty()) return neutral;
  if (flat.size() == 1) return flat[0];
  Formula f{.kind = kind, .limit = true};
  for (FormulaId arg : flat) {
    f.temporal |= formulas_[arg].temporal;
    f.limit &= formulas_[arg].limit;
  }
  f.args = std::move(flat);
  return make(std::move(f));
}

// []f and <>f are each other's dual: what is said of <> and \/ here holds for [] and /\.
FormulaId Formulas::modal(Kind kind, FormulaId f) {
  const Kind distributes = kind == Kind::Eventually ? Kind::Or : Kind::And;
  const Formula of = formulas_[f];
  if (f <= 1 || of.limit || of.kind == kind) return f;
  if (of.kind == dual(kind)) return limit(kind, of.args[0]);
  if (of.temporal && of.kind == distributes) {
    std::vector<FormulaId> plain, args;
    for (FormulaId arg : of.args) {
      if (formulas_[arg].temporal) {
        args.push_back(modal(kind, arg));
      } else {
        plain.push_back(arg);
      }
    }
    if (!plain.empty()) args.push_back(modal(kind, junction(distributes, std::move(plain))));
    return junction(distributes, std::move(args));
  }
  if (of.temporal && of.kind == dual(distributes)) {
    std::vector<FormulaId> outside, inside;
    for (FormulaId arg : of.args) (formulas_[arg].limit ? outside : inside).push_back(arg);
    if (!outside.empty()) {
      outside.push_back(modal(kind, junction(of.kind, std::move(inside))));
      return junction(of.kind, std::move(outside));
    }
  }
  return make({.kind = kind, .temporal = true, .args = {f}});
}

FormulaId Formulas::limit(Kind outer, FormulaId f) {
  const Kind inner = dual(outer);
  const Kind distributes = outer == Kind::Always ? Kind::Or : Kind::And;  // []<>(f \/ g) = []<>f \/ []<>g
  const Formula of = formulas_[f];
  if (f <= 1 || of.limit) return f;
  if (!of.temporal) {
    const FormulaId body = make({.kind = inner, .temporal = true, .args = {f}});
    return make({.kind = outer, .temporal = true, .limit = true, .args = {body}});
  }
  if (of.kind == Kind::Always || of.kind == Kind::Eventually) return limit(dual(of.kind), of.args[0]);
  if (of.kind == distributes) {
    std::vector<FormulaId> args;
    for (FormulaId arg : of.args) args.push_back(limit(outer, arg));
    return junction(of.kind, std::move(args));
  }
  // []<> of a conjunction. A disjunction with temporal parts in it comes out first.
  for (size_t i = 0; i < of.args.size(); ++i) {
    const Formula part = formulas_[of.args[i]];
    if (part.kind != distributes || !part.temporal) continue;
    std::vector<FormulaId> alternatives;
    for (FormulaId alternative : part.args) {
      std::vector<FormulaId> args = of.args;
      args[i] = alternative;
      alternatives.push_back(limit(outer, junction(of.kind, std::move(args))));
    }
    return junction(distributes, std::move(alternatives));
  }
  std::vector<FormulaId> plain, args;
  for (FormulaId arg : of.args) {
    if (formulas_[arg].temporal) {
      args.push_back(limit(outer, arg));
    } else {
      plain.push_back(arg);
    }
  }
  args.push_back(limit(outer, junction(of.kind, std::move(plain))));
  return junction(of.kind, std::move(args));
}

FormulaId Formulas::negation(FormulaId f) {
  const Formula of = formulas_[f];
  switch (of.kind) {
    case Kind::False:
    case Kind::True: return 1 - f;
    case Kind::Atom: return atom(of.atom, !of.negated);
    case Kind::And:
    case Kind::Or: {
      std::vector<FormulaId> args;
      for (FormulaId arg : of.args) args.push_back(negation(arg));
      return junction(dual(of.kind), std::move(args));
    }
    case Kind::Always:
    case Kind::Eventually: return modal(dual(of.kind), negation(of.args[0]));
  }
  return f;
}

bool Formulas::is_infinitely_often(FormulaId f) const {
  return formulas_[f].kind == Kind::Always && formulas_[f].limit;
}

bool Formulas::is_eventually_always(FormulaId f) const {
  return formulas_[f].kind == Kind::Eventually && formulas_[f].limit;
}

std::string to_string(const Formulas& formulas, FormulaId id) {
  const Formula& f = formulas[id];
  switch (f.kind) {
    case Kind::False: return "FALSE";
    case Kind::True: return "TRUE";
    case Kind::Atom: return (f.negated ? "~a" : "a") + std::to_string(f.atom);
    case Kind::Always: return "[]" + to_string(formulas, f.args[0]);
    case Kind::Eventually: return "<>" + to_string(formulas, f.args[0]);
    case Kind::And:
    case Kind::Or: break;
  }
  std::string text = "(";
  for (size_t i = 0; i < f.args.size(); ++i) {
    if (i > 0) text += f.kind == Kind::And ? " /\\ " : " \\/ ";
    text += to_string(formulas, f.args[i]);
  }
  return text + ")";
}

}  // namespace trestle::runtime
