// Loops over the elements of sets, by their form as long as that says enough.
#include <algorithm>
#include <cmath>

#include "translator/codegen/generator.h"
#include "translator/codegen/shapes.h"
#include "translator/codegen/values.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

namespace {

constexpr double kMostFunctions = 1e12;
constexpr int64_t kMostItems = 64;
constexpr size_t kMostListed = 1 << 14;  // elements of a constant that a library holds

}  // namespace

// A loop over the elements, in TLC's order.
void Generator::iterate(const Form& set, Block& out, const std::string& hint, const Each& each, const Sieve& sieve) {
  const Expr& e = *set.expr;
  Env& env = *set.env;
  const std::string name = fresh(hint);
  const auto bits = [&](const Term& s) {
    if (s.shape->kind == S::Dynamic) {
      Block body;
      each({cpp::name(name), shape::dynamic()}, body);
      out.push_back(cpp::for_each(name, cpp::call("elements", {s.code}), std::move(body)));
      return;
    }
    if (s.shape->kind != S::Set) throw Unsupported{"the elements of what may be no set", &e};
    if (s.shape->parts[0]->kind == S::Never) {  // empty, if it is a value
      if (const cpp::Expr valued = when_valued(s.code); !cpp::is_literal(valued, "true")) out.push_back(cpp::evaluate(valued));
      return;
    }
    const cpp::Expr some = sifted(s, sieve);
    Block body;
    each({cpp::name(name), s.shape->parts[0]}, body);
    out.push_back(
        cpp::for_each(name, cpp::call("each<" + descriptor(s.shape->parts[0]) + ">", {some}), std::move(body)));
  };
  if (const auto v = constant(set)) {
    if (!is_finite(*v)) throw Unsupported{"the elements of an infinite set", &e};
    if (v->kind() == runtime::Kind::Interval) {
      const int64_t low = v->object()[0].small(), high = v->object()[1].small();
      Block body;
      each({cpp::name(name), shape::range(low, high)}, body);
      out.push_back(cpp::for_range(name, cpp::integer(low), cpp::integer(high), std::move(body)));
      return;
    }
    const std::vector<Value> elements = elements_of(*v);
    if (elements.empty()) return;
    constexpr uint64_t kFarApart = 1 << 16;  // of numbers between the least and the largest there is a table
    const ShapeRef all = join_of(elements);
    if ((all->kind == S::Atoms || all->kind == S::Range || all->kind == S::Boolean) && all->count <= kFarApart) {
      Block body;
      each({cpp::name(name), all}, body);
      out.push_back(cpp::for_each(name, cpp::call("every<" + types_.keys(elements) + ">"), std::move(body)));
      return;
    }
    if (library_ && !all->dynamic && homogeneous(shape::of(*v))->kind == S::Dynamic) {
      // Too many values of its form for a set: the elements one after the other.
      if (elements.size() > kMostListed) throw Unsupported{"a set of too many values", &e};
      Block body;
      each({cpp::name(name), all}, body);
      out.push_back(cpp::for_each(name, cpp::name(stored_list(*v, elements, all)), std::move(body)));
      return;
    }
    bits(literal(*v, nullptr));
    return;
  }
  if (e.kind == Kind::Filter && e.bindings.size() == 1) {
    iterate(
        resolve(*e.bindings[0].set, env), out, slot_name(*e.args[0], e.bindings[0].slots[0], "x"),
        [&](const Term& element, Block& inner) {
          bind_element(e.bindings[0], element, *e.args[0], env, inner);
          const cpp::Expr in = condition(*e.args[0], env);  // before the body, which may loop over the same set
          Block body;
          each(element, body);
          inner.push_back(cpp::when(in, std::move(body)));
        },
        this->sieve(e.bindings[0], *e.args[0], env, true));
    return;
  }
  if (e.kind == Kind::Apply) {
    switch (e.op) {
      case Op::Interval: {
        const Term low = integer(value(*e.args[0], env), e), high = integer(value(*e.args[1], env), e);
        Block body;
        each({cpp::name(name), shape::range(low.shape->low, std::max(low.shape->low, high.shape->high))}, body);
        out.push_back(cpp::for_range(name, low.code, high.code, std::move(body)));
        return;
      }
      case Op::Domain: {
        Term f = narrowed(value(*e.args[0], env), {S::Sequence, S::Function, S::Partial});
        if (f.shape->kind != S::Sequence) break;
        f = local(f, "f", out);
        Block body;
        each({cpp::name(name), shape::range(1, std::max<int64_t>(1, f.shape->capacity))}, body);
        out.push_back(cpp::for_range(name, cpp::integer(1), cpp::call("length", {f.code}), std::move(body)));
        return;
      }
      case Op::Powerset: {
        Term base = local(narrowed(value(*e.args[0], env), {S::Set}), "base", out);
        if (base.shape->kind != S::Set) throw Unsupported{"the subsets of what may be no set", &e};
        if (sieve.most) base = sieve.most(base, out);
        Block body;
        each({cpp::name(name), base.shape}, body);
        out.push_back(
            cpp::for_each(name, cpp::call("subsets<" + descriptor(base.shape) + ">", {base.code}), std::move(body)));
        return;
      }
      case Op::FunctionSet: {
        const Form domain = resolve(*e.args[0], env);
        // To the elements of a set, or to its subsets.
        const Form range = resolve(*e.args[1], env);
        const bool subsets = range.expr->kind == Kind::Apply && range.expr->op == Op::Powerset;
        const auto keys = listed(domain);
        const auto values = listed(subsets ? resolve(*range.expr->args[0], *range.env) : range);
        if (!values || values->empty()) throw Unsupported{"a set of functions", &e};
        ShapeRef all = join_of(*values);
        const bool every = all->count == values->size();
        if (subsets && !every) throw Unsupported{"a set of functions", &e};
        if (subsets) all = shape::set(all);
        if (!keys && every && domain.expr->kind == Kind::Apply && domain.expr->op == Op::Interval &&
            domain.expr->args[0]->kind == Kind::Constant && same(domain.expr->args[0]->value, Value::integer(1))) {
          // [1..n -> T]: the sequences of one length
          const Term n = integer(value(*domain.expr->args[1], *domain.env), e);
          const ShapeRef s = shape::settled(
              shape::sequence(all, static_cast<uint32_t>(std::clamp<int64_t>(n.shape->high, 0, kMostItems))));
          if (s->kind != S::Sequence) throw Unsupported{"a set of functions", &e};
          Block body;
          each({cpp::name(name), s}, body);
          out.push_back(
              cpp::for_each(name, cpp::call("sequences<" + descriptor(s, hint) + ">", {n.code}), std::move(body)));
          return;
        }
        if (!keys || keys->empty()) throw Unsupported{"a set of functions", &e};
        const ShapeRef f = shape::settled(shape::function(*keys, std::vector<ShapeRef>(keys->size(), all)));
        Block body;
        if (every) {
          if (static_cast<double>(f->count) > kMostFunctions) throw Unsupported{"a large set of functions", &e};
          each({cpp::name(name), f}, body);
          out.push_back(cpp::for_each(name, cpp::call("every<" + descriptor(f, hint) + ">"), std::move(body)));
          return;
        }
        // Only some of the values that their type has.
        if (std::pow(static_cast<double>(values->size()), static_cast<double>(keys->size())) > kMostFunctions)
          throw Unsupported{"a large set of functions", &e};
        const std::string some = fresh("some");
        descriptor(f, hint);
        body.push_back(cpp::declare(type(f), name));
        body.push_back(
            cpp::for_range("i", cpp::integer(0), cpp::integer(static_cast<int64_t>(keys->size()) - 1),
                           {cpp::assign(cpp::index(cpp::member(cpp::name(name), "items"), cpp::name("i")),
                                        cpp::index(cpp::member(cpp::name(some), "items"), cpp::name("i")))}));
        each({cpp::name(name), f}, body);
        out.push_back(cpp::for_each(some,
                                    cpp::call("every<Array<" + types_.keys(*keys) + ", " + types_.keys(*values) + ">>"),
                                    std::move(body)));
        return;
      }
      case Op::KSubset: {
        const Term k = integer(value(*e.args[0], env), e);
        const Term base = local(narrowed(value(*e.args[1], env), {S::Set}), "base", out);
        if (base.shape->kind != S::Set) throw Unsupported{"the subsets of what may be no set", &e};
        Block body;
        each({cpp::name(name), base.shape}, body);
        out.push_back(cpp::for_each(name, cpp::call("subsets<" + descriptor(base.shape) + ">", {base.code, k.code}),
                                    std::move(body)));
        return;
      }
      default: break;
    }
  }
  if (e.kind == Kind::RecordSet || (e.kind == Kind::Apply && e.op == Op::ProductSet)) {
    std::vector<Value> keys;
    if (e.kind == Kind::RecordSet) {
      for (const uint32_t f : runtime::record_fields(e.index)) keys.push_back(Value::string(f));
    } else {
      for (size_t i = 0; i < e.args.size(); ++i) keys.push_back(Value::integer(static_cast<int64_t>(i) + 1));
    }
    std::vector<Term> parts;
    const auto next = [&](auto&& self, Block& inner) -> void {
      if (parts.size() == keys.size()) {
        const Term r = construct(nullptr, keys, parts);
        inner.push_back(cpp::declare("const " + type(r.shape, hint), name, r.code));
        each({cpp::name(name), r.shape}, inner);
        return;
      }
      iterate(resolve(*e.args[parts.size()], env), inner, "part", [&](const Term& part, Block& deeper) {
        parts.push_back(part);
        self(self, deeper);
        parts.pop_back();
      });
    };
    next(next, out);
    return;
  }
  bits(narrowed(value(e, env), {S::Set}));
}

// Whether a loop over the set has so many rounds that it is worth asking first whether there is anything in it to do. It
// has one in any case, so that what is asked first would be asked.
bool Generator::many(const Expr& set, Env& env) {
  constexpr int64_t kMany = 8;
  const auto v = constant(resolve(set, env));
  if (!v) return false;
  if (v->kind() == runtime::Kind::Interval) return v->object()[1].small() - v->object()[0].small() >= kMany;
  return v->kind() == runtime::Kind::Set && (*v)->size > kMany;
}

// What the body of such a loop tests first without looking at the element; none if it does not.
cpp::Expr Generator::guard_before(const Expr& body, const Term& element, Env& env) {
  const std::set<std::string> own = cpp::names(element.code);
  cpp::Expr guard;
  if (body.kind != Kind::And) return guard;
  for (const Expr* conjunct : body.args) {
    if (conjunct->impure || assigns(*conjunct, env) || multiplies(*conjunct, env)) break;
    const auto left = unit_.left;
    const cpp::Expr holds = condition(*conjunct, env);
    const std::set<std::string> used = cpp::names(holds);
    if (unit_.left != left || std::any_of(own.begin(), own.end(), [&](const std::string& name) { return used.contains(name); })) {
      unit_.left = left;
      break;
    }
    guard = guard ? cpp::infix("&&", guard, holds) : holds;
  }
  return guard;
}

void Generator::under(const cpp::Expr& guard, Block loops, Block& out) {
  if (guard)
    out.push_back(cpp::when(guard, std::move(loops)));
  else
    out.insert(out.end(), loops.begin(), loops.end());
}

void Generator::bind_element(const core::Binding& b, const Term& element, const Expr& scope, Env& env, Block& out) {
  if (!b.tuple) {
    env.slots.at(b.slots[0]) = {Slot::Kind::Known, element, nullptr, nullptr};
    return;
  }
  const Term t = local(element, "tuple", out);
  for (size_t i = 0; i < b.slots.size(); ++i)
    env.slots.at(b.slots[i]) = {Slot::Kind::Known, field(t, Value::integer(static_cast<int64_t>(i) + 1), scope),
                                nullptr, nullptr};
}

// All combinations, the first binding innermost (as the evaluator's).
void Generator::iterate_bindings(const Expr& e, size_t at, Env& env, Block& out, const Continue& each, bool every) {
  if (at == 0) {
    each(out);
    return;
  }
  const core::Binding& b = e.bindings[at - 1];
  if (b.set == nullptr) throw Unsupported{"an unbounded quantifier", &e};
  const Expr& scope = *e.args[0];
  const bool quantifier = !every && e.bindings.size() == 1 && (e.kind == Kind::Exists || e.kind == Kind::Forall);
  iterate(
      resolve(*b.set, env), out, b.tuple ? "tuple" : slot_name(scope, b.slots[0], "x"),
      [&](const Term& element, Block& inner) {
        bind_element(b, element, scope, env, inner);
        iterate_bindings(e, at - 1, env, inner, each);
      },
      quantifier ? sieve(b, scope, env, e.kind == Kind::Exists) : Sieve{});
}

}  // namespace trestle::codegen
