#include "validator/explore/letters.h"

#include <algorithm>

namespace trestle::explore {

using runtime::Formula;

bool holds(const runtime::Formulas& formulas, runtime::FormulaId formula, const Valuation& valuation) {
  const Formula& f = formulas[formula];
  const auto holds_too = [&](runtime::FormulaId arg) { return holds(formulas, arg, valuation); };
  switch (f.kind) {
    case Formula::Kind::True: return true;
    case Formula::Kind::Atom: return bit(valuation, f.atom) != f.negated;
    case Formula::Kind::And: return std::all_of(f.args.begin(), f.args.end(), holds_too);
    case Formula::Kind::Or: return std::any_of(f.args.begin(), f.args.end(), holds_too);
    case Formula::Kind::False:
    case Formula::Kind::Always:
    case Formula::Kind::Eventually: break;
  }
  return false;
}

Letter Letters::number(const Valuation& valuation) {
  std::lock_guard lock(mutex_);
  const auto [it, added] = numbers_.try_emplace(valuation, static_cast<Letter>(valuations_.size()));
  if (added) valuations_.push_back(&it->first);
  return it->second;
}

Valuation Letters::operator[](Letter letter) const {
  std::lock_guard lock(mutex_);
  return *valuations_[letter];
}

size_t Letters::size() const {
  std::lock_guard lock(mutex_);
  return valuations_.size();
}

}  // namespace trestle::explore
