// Tests that may hold in several ways: where successors are enumerated, each true disjunct and each witness gives its step.
#pragma once

#include <algorithm>
#include <optional>

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

}  // namespace trestle::core
