// Loops over sets leave out elements by what is said of them alone: \E m \in msgs : m.type = "Ack" /\ ... looks at the
// messages of that type only. Which those are is found once, over all values of the element's shape.
#include <algorithm>
#include <utility>

#include "translator/codegen/generator.h"

namespace trestle::codegen {

using core::Kind;

// Whether nothing is used that changes: no state, and none of the names that are declared around.
bool Generator::alone(const cpp::Expr& condition, const std::map<std::string, int>& declared) const {
  const std::set<std::string> used = cpp::names(condition);
  return std::all_of(used.begin(), used.end(), [&](const std::string& name) {
    if (name == "s" || name == "t" || name == "sink" || name.starts_with("s.") || name.starts_with("t.")) return false;
    if (name == "evaluate_expression" || name == "apply_op" || name == "truth" || name == "elements") return false;
    if (declared.contains(name)) return false;
    // The later ones of a name are numbered.
    const size_t end = name.find_last_not_of("0123456789");
    if (end == std::string::npos || end + 1 == name.size() || name[end] != '_') return true;
    const auto first = declared.find(name.substr(0, end));
    return first == declared.end() || std::stoull(name.substr(end + 1)) > static_cast<uint64_t>(first->second);
  });
}

// What a condition begins with that is about the element alone, in the order of evaluation. `all`: that is all of it.
void Generator::alone(const Expr& e, Env& env, bool wanted, const std::map<std::string, int>& declared,
                      std::vector<cpp::Expr>& found, bool& all) {
  if (e.kind == (wanted ? Kind::And : Kind::Or)) {
    for (const Expr* a : e.args) {
      if (all) alone(*a, env, wanted, declared, found, all);
    }
    return;
  }
  if (e.kind == Kind::Implies && !wanted) {
    alone(*e.args[0], env, true, declared, found, all);
    all = false;
    return;
  }
  if (e.kind == Kind::Call && !e.definition->recursive && e.definition->body != nullptr) {
    Block body;
    Env& inner = callee(e, env, body);
    if (body.empty()) return alone(*e.definition->body, inner, wanted, declared, found, all);
  }
  if (e.level >= core::Level::Action) {
    all = false;
    return;
  }
  const cpp::Expr holds = condition(e, env);
  all = alone(holds, declared);
  if (all) found.push_back(wanted ? holds : cpp::negate(holds));
}

// `wanted`: elements that may satisfy the condition matter; otherwise those that may not.
Generator::Sieve Generator::sieve(const core::Binding& b, const Expr& condition, Env& env, bool wanted) {
  if (b.tuple || b.slots.size() != 1) return {};
  return [this, &b, &condition, &env, wanted](const Term& element) {
    const Slot before = std::exchange(env.slots.at(b.slots[0]), {Slot::Kind::Known, element, nullptr, nullptr});
    const auto declared = fresh_;
    const auto left = unit_.left;
    const size_t nodes = nodes_;
    std::vector<cpp::Expr> found;
    bool all = true;
    try {
      alone(condition, env, wanted, declared, found, all);
    } catch (const Unsupported&) {
    } catch (const Unknown&) {
    }
    unit_.left = left;
    nodes_ = nodes;
    fresh_ = declared;
    env.slots.at(b.slots[0]) = before;
    cpp::Expr result;
    for (const cpp::Expr& part : found) result = result ? cpp::infix("&&", result, part) : part;
    return result;
  };
}

}  // namespace trestle::codegen
