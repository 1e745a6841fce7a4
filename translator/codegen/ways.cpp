// In how many ways a test holds: every true disjunct and every witness gives its step, as in TLC's getNextStates.
#include <algorithm>
#include <utility>

#include "translator/codegen/generator.h"
#include "translator/core/forks.h"

namespace trestle::codegen {

using core::Expr;
using core::Kind;
using runtime::Op;

// A function that is a rule where it stands: its body is walked where the function is applied, as an operator's is.
const Expr* Generator::walked_rule(const Expr& function, Env& env, Env** at) {
  const Expr* f = &function;
  *at = &env;
  while (true) {
    if (f->kind == Kind::Local && (*at)->slots.at(f->index).kind == Slot::Kind::ByName) {
      const Slot& s = (*at)->slots.at(f->index);
      f = s.expr, *at = s.env;
    } else if (f->kind == Kind::Call && f->definition->body != nullptr && !f->definition->recursive &&
               !(f->args.empty() && f->definition->level == core::Level::Constant)) {
      Env& inner = frame(f->definition->frame);
      name_arguments(*f, 0, **at, inner);
      f = f->definition->body, *at = &inner;
    } else {
      return f->kind == Kind::Function && in_ways_.of(*f, [](uint32_t) { return false; }) ? f : nullptr;
    }
  }
}

bool Generator::binds_walked(const Expr& let) const {
  return std::any_of(let.lets.begin(), let.lets.end(),
                     [](const core::LetSlot& l) { return l.walked && l.value->kind == Kind::Function && l.value->self >= 0; });
}

bool Generator::multiplies(const Expr& e, Env& env) {
  if (const auto known = core::forks_by_form(e, [&](const Expr& part) { return multiplies(part, env); })) return *known;
  switch (e.kind) {
    case Kind::Let:
      for (const core::LetSlot& l : e.lets)  // until they are bound
        if (l.walked) env.slots.at(l.slot) = {Slot::Kind::ByName, {}, l.value, &env};
      return binds_walked(e) || multiplies(*e.args[0], env);
    case Kind::Forall: return e.branches;
    case Kind::Call: {
      if (e.definition->body == nullptr) return false;
      if (e.definition->recursive) return in_ways_.of(e, [&](uint32_t slot) { return env.slots.at(slot).kind == Slot::Kind::ByName; });
      Env& inner = frame(e.definition->frame);
      name_arguments(e, 0, env, inner);
      return multiplies(*e.definition->body, inner);
    }
    case Kind::Local: {
      const Slot& s = env.slots.at(e.index);
      return s.kind == Slot::Kind::ByName && multiplies(*s.expr, *s.env);
    }
    case Kind::Invoke: return true;
    case Kind::Apply: {
      Env* at = nullptr;
      return e.op == Op::Apply && walked_rule(*e.args[0], env, &at) != nullptr;
    }
    default: return false;
  }
}

// Every true disjunct and every witness counts, as in getNextStates.
cpp::Expr Generator::ways(const Expr& e, Env& env) {
  if (!multiplies(e, env)) return cpp::conditional(condition(e, env), cpp::integer(1), cpp::integer(0));
  const auto with = [&](Block body, const Expr& inner, Env& at) {
    cpp::Expr n = ways(inner, at);
    if (body.empty()) return n;
    body.push_back(cpp::give(n));
    return cpp::immediately(std::move(body));
  };
  switch (e.kind) {
    case Kind::Or: {
      cpp::Expr sum = ways(*e.args[0], env);
      for (size_t i = 1; i < e.args.size(); ++i) sum = cpp::infix("+", sum, ways(*e.args[i], env));
      return sum;
    }
    case Kind::And: {
      // Left to right, and no further than the first that fails.
      cpp::Expr product = ways(*e.args.back(), env);
      for (size_t i = e.args.size() - 1; i-- > 0;) {
        if (!multiplies(*e.args[i], env)) {
          product = cpp::conditional(condition(*e.args[i], env), product, cpp::integer(0));
        } else {
          const std::string n = fresh("ways");
          Block body{cpp::declare("const int64_t", n, ways(*e.args[i], env))};
          body.push_back(cpp::give(cpp::conditional(cpp::infix("==", cpp::name(n), cpp::integer(0)),
                                                    cpp::name("int64_t{0}"), cpp::infix("*", cpp::name(n), product))));
          product = cpp::immediately(std::move(body));
        }
      }
      return product;
    }
    case Kind::Implies: return cpp::conditional(condition(*e.args[0], env), ways(*e.args[1], env), cpp::integer(1));
    case Kind::If: return cpp::conditional(condition(*e.args[0], env), ways(*e.args[1], env), ways(*e.args[2], env));
    case Kind::Exists: {
      const std::string n = fresh("ways");
      Block body{cpp::declare("int64_t", n, cpp::integer(0))};
      iterate_bindings(e, e.bindings.size(), env, body, [&](Block& inner) {
        inner.push_back(cpp::assign(cpp::name(n), cpp::infix("+", cpp::name(n), ways(*e.args[0], env))));
      });
      body.push_back(cpp::give(cpp::name(n)));
      return cpp::immediately(std::move(body));
    }
    case Kind::Forall: {
      const std::string n = fresh("ways");
      Block body{cpp::declare("int64_t", n, cpp::integer(1))};
      // What holds for an element alone may hold in several ways: none is left out.
      const auto multiply = [&](Block& inner) {
        inner.push_back(cpp::assign(cpp::name(n), cpp::infix("*", cpp::name(n), ways(*e.args[0], env))));
        inner.push_back(cpp::when(cpp::infix("==", cpp::name(n), cpp::integer(0)), {cpp::give(cpp::name(n))}));
      };
      iterate_bindings(e, e.bindings.size(), env, body, multiply, true);
      body.push_back(cpp::give(cpp::name(n)));
      return cpp::immediately(std::move(body));
    }
    case Kind::Let: {
      if (binds_walked(e)) throw Unsupported{"a function whose applications hold in several ways", &e};
      Block body;
      bind_lets(*e.args[0], e.lets, env, body);
      return with(std::move(body), *e.args[0], env);
    }
    case Kind::Call: {
      if (e.definition->recursive) throw Unsupported{"a recursive test that holds in several ways", &e};
      Block body;
      Env& inner = callee(e, env, body, true);
      return with(std::move(body), *e.definition->body, inner);
    }
    case Kind::Invoke: {
      Block body;
      const Expr* inner = nullptr;
      Env& at = invoked(e, env, body, &inner, true);
      return with(std::move(body), *inner, at);
    }
    case Kind::Local: {
      const Slot& s = slot(e, env);
      return ways(*s.expr, *s.env);
    }
    case Kind::Apply: {
      Env* at = nullptr;
      const Expr& f = *walked_rule(*e.args[0], env, &at);
      const core::Binding& b = f.bindings[0];
      if (f.self >= 0 || f.bindings.size() != 1 || b.tuple) throw Unsupported{"a function whose applications hold in several ways", &e};
      Block body;
      const Term x = local(value(*e.args[1], env), "x", body);
      const cpp::Expr in = member(x, resolve(*b.set, *at));
      if (!cpp::is_literal(in, "true")) body.push_back(cpp::when(cpp::negate(in), {cpp::evaluate(cpp::call("misfit"))}));
      const Slot before = at->slots.at(b.slots[0]);
      bind_element(b, x, *f.args[0], *at, body);
      cpp::Expr result = with(std::move(body), *f.args[0], *at);
      at->slots.at(b.slots[0]) = before;
      return result;
    }
    default: throw Unsupported{"a test that holds in several ways", &e};
  }
}

}  // namespace trestle::codegen
