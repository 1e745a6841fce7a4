// Tests that may hold in several ways: where successors are enumerated, each true disjunct and each witness gives its step.
// (tlc2/tool/impl/Tool.java: getNextStates.)
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "translator/core/core.h"

namespace trestle::core {

// What a form tells by itself, or `asks` of one of its parts; nothing of other forms.
template <class Asks>
std::optional<bool> forks_by_form(const Expr& e, const Asks& asks) {
  switch (e.kind) {
    case Kind::Or:
    case Kind::Exists: return true;
    case Kind::And:
    case Kind::If:
    case Kind::Case:
    case Kind::Implies: return std::any_of(e.args.begin(), e.args.end(), [&](const Expr* a) { return asks(*a); });
    default: return std::nullopt;
  }
}

// The same through definitions. A function stands for its applications: they are walked, too, where it is a rule.
class Forks {
 public:
  explicit Forks(const Spec& spec);
  // Whatever a definition is given.
  bool of(const Definition& d) const { return definitions_.contains(&d); }
  // `names`: whether what a name stands for does, which is not one of a LET in it.
  using Names = std::function<bool(uint32_t slot)>;
  bool of(const Expr& e, const Names& names) const;

 private:
  std::set<const Definition*> definitions_;  // that do
};

}  // namespace trestle::core
