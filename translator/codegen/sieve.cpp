// Loops over sets leave out elements by what is said of them alone: \E m \in msgs : m.type = "Ack" /\ ... looks at the
// messages of that type only. Which those are is found once, over all values of the element's shape; and for each value
// of what else the condition uses, the ballot in m.bal = b say, as long as these are few.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/codegen/generator.h"
#include "translator/core/reads.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;

namespace {

constexpr uint64_t kMostWays = 4096;      // combinations of values that a condition is given
constexpr uint64_t kMostTried = 1 << 18;  // of these and the elements

}  // namespace

// Whether nothing is used that changes: no state, and none of the names that are declared around.
bool Generator::alone(const cpp::Expr& condition, const std::map<std::string, int>& declared) const {
  const std::set<std::string> used = cpp::names(condition);
  return std::all_of(used.begin(), used.end(), [&](const std::string& name) {
    if (name == "s" || name == "t" || name == "sink" || name.starts_with("s.") || name.starts_with("t.")) return false;
    if (name == "call_depth" && in_progress_ > 0) return false;  // asked of all values, that might not end
    if (name == "evaluate_expression" || name == "apply_op" || name == "truth" || name == "elements") return false;
    if (declared.contains(name)) return false;
    // The later ones of a name are numbered.
    const size_t end = name.find_last_not_of("0123456789");
    if (end == std::string::npos || end + 1 == name.size() || name[end] != '_') return true;
    const auto first = declared.find(name.substr(0, end));
    return first == declared.end() || std::stoull(name.substr(end + 1)) > static_cast<uint64_t>(first->second);
  });
}

// Whether it is made of what does not depend on the element, and costs next to nothing.
bool Generator::outer(const Expr& e, Env& env) {
  const auto all = [&] {
    return std::all_of(e.args.begin(), e.args.end(), [&](const Expr* a) { return outer(*a, env); });
  };
  switch (e.kind) {
    case Kind::Constant: return true;
    case Kind::Local: {
      const Slot& s = env.slots.at(e.index);
      if (s.kind == Slot::Kind::Known) return !cpp::names(s.term.code).contains(sifted_);
      return s.kind == Slot::Kind::ByName && outer(*s.expr, *s.env);
    }
    case Kind::Variable: return !e.primed || (e.index < next_.size() && next_[e.index]);
    case Kind::Field: return all();
    case Kind::Apply: return (e.op == Op::Apply || e.op == Op::Plus || e.op == Op::Minus) && all();
    default: return false;
  }
}

// Parts of e that become parameters of the condition.
void Generator::give(const Expr& e, Env& env, uint64_t elements, std::vector<Given>& given) {
  if (e.kind == Kind::Constant || given_.contains({&e, &env})) return;
  if (!outer(e, env)) {
    const bool plain = e.bindings.empty() && e.lets.empty() && e.updates.empty();
    for (const Expr* a : e.args)
      if (plain) give(*a, env, elements, given);
    return;
  }
  const Term t = value(e, env);
  if (t.shape->dynamic || t.shape->count > kMostWays || cpp::names(t.code).empty()) return;  // or a literal
  uint64_t ways = t.shape->count;
  for (const Given& g : given) ways *= g.value.shape->count;
  if (ways > kMostWays || ways * elements > kMostTried) return;
  given.push_back({fresh("given"), t});
  given_.emplace(std::pair(&e, &env), Term{cpp::name(given.back().name), t.shape});
}

// What a condition begins with that is about the element, and few values besides, in the order of evaluation. Whether
// that is all of it.
bool Generator::alone(const Expr& e, Env& env, bool wanted, const std::map<std::string, int>& declared,
                      uint64_t elements, Only& found) {
  if (e.kind == (wanted ? Kind::And : Kind::Or))
    return std::all_of(e.args.begin(), e.args.end(),
                       [&](const Expr* a) { return alone(*a, env, wanted, declared, elements, found); });
  if (e.kind == Kind::Implies && !wanted)
    return alone(*e.args[0], env, true, declared, elements, found) &&
           alone(*e.args[1], env, false, declared, elements, found);
  if (e.kind == Kind::Call && !e.definition->recursive && e.definition->body != nullptr) {
    Block body;
    Env& inner = callee(e, env, body);
    if (body.empty()) return alone(*e.definition->body, inner, wanted, declared, elements, found);
  }
  if (e.level >= core::Level::Action && assigns(e, env)) return false;
  std::vector<Given> given = found.given;
  give(e, env, elements, given);
  const cpp::Expr holds = condition(e, env);
  if (!alone(holds, declared)) return false;
  const cpp::Expr matters = wanted ? holds : cpp::negate(holds);
  found.given = std::move(given);
  found.condition = found.condition ? cpp::infix("&&", found.condition, matters) : matters;
  return true;
}

// `wanted`: elements that may satisfy the condition matter; otherwise those that may not.
Generator::Sieve Generator::sieve(const core::Binding& b, const Expr& condition, Env& env, bool wanted) {
  if (b.tuple || b.slots.size() != 1) return {};
  Sieve sieve;
  if (wanted) {
    sieve.most = [this, &b, &condition, &env](const Term& base, Block& out) {
      return most(b, condition, env, base, out);
    };
  }
  sieve.one = [this, &b, &condition, &env, wanted](ShapeRef shape) {
    // A sieve in the condition of another has its own element, and knows the other's as one of the names around it.
    const Slot before = env.slots.at(b.slots[0]);
    const std::string around = sifted_;
    Only found;
    tried([&] {
      const auto declared = fresh_;
      const int depth = ++fresh_["it"];
      sifted_ = found.element = depth == 1 ? "it" : fmt::format("it_{}", depth);
      env.slots.at(b.slots[0]) = {Slot::Kind::Known, {cpp::name(found.element), shape}, nullptr, nullptr};
      alone(condition, env, wanted, declared, shape->count, found);
    });
    sifted_ = around;
    env.slots.at(b.slots[0]) = before;
    return found;
  };
  return sieve;
}

// A set without what the sieve leaves out.
cpp::Expr Generator::sifted(const Term& set, const Sieve& sieve) {
  const bool listed = set.shape->lists();  // fewer than a table of all could leave out
  const Only only = sieve.one && !listed ? sieve.one(set.shape->parts[0]) : Only{};
  if (!only.condition) return set.code;
  std::string types = descriptor(set.shape->parts[0]);
  std::vector<std::string> parameters{"[[maybe_unused]] const auto& " + only.element};
  std::vector<cpp::Expr> arguments{{}};
  for (const Given& g : only.given) {
    types += ", " + descriptor(g.value.shape);
    parameters.push_back("[[maybe_unused]] const auto& " + g.name);
    arguments.push_back(g.value.code);
  }
  arguments[0] = cpp::lambda(parameters, {cpp::give(only.condition)});
  return cpp::infix("&", set.code, cpp::call("where<" + types + ">", arguments));
}

// The elements that pass each \A e \in r : P(e) by themselves, and those in A for each r \subseteq A.
Term Generator::most(const core::Binding& b, const Expr& condition, Env& env, Term base, Block& out) {
  for (const core::SubsetBound& bound : core::subset_bounds(condition, b.slots[0])) {
    using K = core::SubsetBound::Kind;
    if (bound.kind == K::Contains || bound.kind == K::Has) continue;
    if (assigns(*bound.expr, env)) break;
    const ShapeRef shape = base.shape;
    if (bound.kind == K::All) {
      const cpp::Expr some = sifted(base, sieve(bound.expr->bindings[0], *bound.expr->args[0], env, true));
      if (some.operator->() != base.code.operator->()) {
        base = local({some, shape}, "allowed", out);
        continue;
      }
    }
    const std::string some = fresh("allowed"), element = fresh("element");
    const Term x{cpp::name(element), shape->parts[0]};
    Block loop;
    if (bound.kind == K::All) bind_element(bound.expr->bindings[0], x, *bound.expr->args[0], env, loop);
    const cpp::Expr in =
        bound.kind == K::All ? this->condition(*bound.expr->args[0], env) : member(x, resolve(*bound.expr, env));
    loop.push_back(cpp::when(in, {cpp::evaluate(cpp::method(cpp::name(some), "insert", {x.code}))}));
    out.push_back(cpp::declare(type(shape), some));
    out.push_back(
        cpp::for_each(element, cpp::call("each<" + descriptor(shape->parts[0]) + ">", {base.code}), std::move(loop)));
    base = {cpp::name(some), shape};
  }
  return base;
}

}  // namespace trestle::codegen
