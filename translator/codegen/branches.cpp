// Branches of an action that do nothing but give the same variables their next values. What follows a branch stands in
// the code once for each, so a dozen IFs in a row would be thousands of copies of it: after a few, such branches become
// values that depend on a condition, and the code goes on once. Fewer are better apart, where it is known of each what
// stays as it is.
#include <algorithm>
#include <utility>

#include "translator/codegen/generator.h"

namespace trestle::codegen {

using core::Expr;
using core::Kind;
using runtime::Op;

namespace {

constexpr int kForks = 3;

}  // namespace

// Adds to `given` the variables that it gives a value; false when it does anything else.
bool Generator::only_assigns(const Expr& e, Env& env, std::vector<bool>& given) {
  const auto gives = [&](uint32_t v) {
    if (next_.at(v) || given.at(v)) return false;
    given[v] = true;
    return true;
  };
  switch (e.kind) {
    case Kind::Constant: return e.value.is_boolean() && e.value.truth();
    case Kind::And:
      return std::all_of(e.args.begin(), e.args.end(), [&](const Expr* a) { return only_assigns(*a, env, given); });
    case Kind::If: {
      std::vector<bool> then = given, otherwise = given;
      if (assigns(*e.args[0], env) || !only_assigns(*e.args[1], env, then) || !only_assigns(*e.args[2], env, otherwise))
        return false;
      given = then;
      return then == otherwise;
    }
    case Kind::Unchanged: return std::all_of(e.variables.begin(), e.variables.end(), gives);
    case Kind::Local: {
      const Slot& s = slot(e, env);
      return s.kind == Slot::Kind::ByName && only_assigns(*s.expr, *s.env, given);
    }
    case Kind::Apply: {
      const Expr* left = e.args.empty() ? nullptr : e.args[0];
      return e.op == Op::Equal && left->kind == Kind::Variable && left->primed && !assigns(*e.args[1], env) &&
             gives(left->index);
    }
    default: return false;
  }
}

// The value that such a branch gives one of its variables, in the variable's shape.
cpp::Expr Generator::given_by(const Expr& e, Env& env, uint32_t variable) {
  switch (e.kind) {
    case Kind::And:
      for (const Expr* a : e.args) {
        std::vector<bool> given(next_.size());
        if (only_assigns(*a, env, given) && given[variable]) return given_by(*a, env, variable);
      }
      break;
    case Kind::If:
      return cpp::conditional(condition(*e.args[0], env), given_by(*e.args[1], env, variable),
                              given_by(*e.args[2], env, variable));
    case Kind::Local: {
      const Slot& s = slot(e, env);
      return given_by(*s.expr, *s.env, variable);
    }
    case Kind::Apply: {
      const Firmness firm = firmly();
      return convert(value(*e.args[1], env, shapes_[variable]), shapes_[variable]);
    }
    default: break;
  }
  return cpp::name("s." + variable_names_[variable]);
}

bool Generator::assign_by_condition(const Expr& e, Env& env, Block& out, const Continue& rest) {
  std::vector<bool> given(next_.size());
  if (forks_ < kForks || !only_assigns(e, env, given)) return false;
  const cpp::Expr holds = cpp::name(fresh("holds"));
  out.push_back(cpp::declare("const bool", holds->text, condition(*e.args[0], env)));
  // All before the first is assigned: what gives a variable its value is known by its having none.
  std::vector<std::pair<uint32_t, cpp::Expr>> values;
  for (uint32_t v = 0; v < given.size(); ++v) {
    if (!given[v]) continue;
    const cpp::Expr then = given_by(*e.args[1], env, v), otherwise = given_by(*e.args[2], env, v);
    const bool same = then->kind == cpp::Node::Kind::Name && otherwise->kind == cpp::Node::Kind::Name &&
                      then->text == otherwise->text;
    values.emplace_back(v, same ? then : cpp::conditional(holds, then, otherwise));
  }
  const auto assign_from = [&](auto&& self, size_t at, Block& inner) -> void {
    if (at == values.size()) return rest(inner);
    const auto& [v, value] = values[at];
    assign(v, Term{value, shapes_[v]}, inner, [&](Block& b) { self(self, at + 1, b); });
  };
  assign_from(assign_from, 0, out);
  return true;
}

}  // namespace trestle::codegen
