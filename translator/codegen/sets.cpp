// Sets as values: bits over the values of a shape.
#include <algorithm>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

ShapeRef Generator::wanted_set(ShapeRef element, ShapeRef want) {
  if (want != nullptr && want->kind == S::Set && shape::contains(want->parts[0], element)) return want;
  const ShapeRef s = shape::settled(shape::set(element, kRoom));
  if (s->kind != S::Set) throw Unsupported{"a set over too many values"};
  return s;
}

// The empty set, after what had to have a value for that.
Term Generator::nothing_of(Block loops, ShapeRef want) {
  const Term empty = literal(runtime::empty_set(), want);
  if (loops.empty()) return empty;
  loops.push_back(cpp::give(empty.code));
  return {cpp::immediately(std::move(loops)), empty.shape};
}

Term Generator::listed_set(const Form& set, ShapeRef want) {
  if (const auto elements = listed(set); elements && elements->size() <= runtime::kMaxUniverse)
    return literal(set_of(*elements), want);
  Block loops;
  ShapeRef s = nullptr;
  const std::string name = fresh("all");
  iterate(set, loops, "x", [&](const Term& element, Block& inner) {
    s = wanted_set(element.shape, want);
    inner.push_back(cpp::evaluate(cpp::method(cpp::name(name), "insert", {convert(element, s->parts[0])})));
  });
  if (s == nullptr) return nothing_of(std::move(loops), want);
  loops.insert(loops.begin(), cpp::declare(type(s), name));
  loops.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(loops)), s};
}

Term Generator::set_literal(const Expr& e, Env& env, ShapeRef want) {
  const ShapeRef element = want != nullptr && want->kind == S::Set ? want->parts[0] : nullptr;
  std::vector<Term> items;
  ShapeRef all = shape::never();
  for (const Expr* a : e.args) {
    items.push_back(value(*a, env, element));
    all = joined(all, items.back().shape);
  }
  // What may lie outside the set that is wanted is checked when it is put in.
  const bool fits = element != nullptr && takes(element, all);
  const ShapeRef s = fits ? want : wanted_set(all, want);
  std::vector<cpp::Expr> arguments;
  for (const Term& t : items) arguments.push_back(convert(t, s->parts[0]));
  return {cpp::call("set_of<" + descriptor(s) + ">", std::move(arguments)), s};
}

Term Generator::set_operation(const Expr& e, Env& env, ShapeRef want) {
  // What is taken away, or cut off, may lie outside what is wanted.
  const Firmness soft = softly(e.op != Op::Cup || want == nullptr || want->kind != S::Set);
  const Term a = narrowed(value(*e.args[0], env, want), {S::Set});
  const ShapeRef like = a.shape->kind == S::Set && (want == nullptr || want->kind != S::Set) ? a.shape : want;
  const Term b = narrowed(value(*e.args[1], env, like), {S::Set});
  if (a.shape->kind == S::Dynamic || b.shape->kind == S::Dynamic)
    return {cpp::call("apply_op", {cpp::integer(static_cast<int64_t>(e.op)), box(a), box(b)}), shape::dynamic()};
  if (a.shape->kind != S::Set || b.shape->kind != S::Set) throw Unsupported{"an operation on what may be no sets", &e};
  ShapeRef s = a.shape == b.shape ? a.shape : joined(a.shape, b.shape);
  if (s->kind != S::Set) throw Unsupported{"a set over too many values", &e};
  if (e.op == Op::Cup && want != nullptr && want->kind == S::Set && want != s && takes(want, s)) {
    s = want;
  } else if (e.op == Op::Cup && s->lists()) {
    s = shape::set(s->parts[0], std::max(s->capacity, kRoom));
  }
  if (e.op != Op::Cup && a.shape->kind == S::Set && shape::contains(a.shape, b.shape)) s = a.shape;
  // Elements one by one are put into the other set.
  const auto written = [&](const Term& t) {
    const cpp::Node& n = *t.code;
    return t.shape == s && n.kind == cpp::Node::Kind::Call && n.args[0]->text.starts_with("set_of<");
  };
  for (const auto& [base, more] : {std::pair{&a, &b}, std::pair{&b, &a}}) {
    if (e.op == Op::Cup && written(*more))
      return {cpp::method(convert(*base, s), "with", {more->code->args.begin() + 1, more->code->args.end()}), s};
  }
  const char* op = e.op == Op::Cup ? "|" : e.op == Op::Cap ? "&" : "-";
  return {cpp::infix(op, convert(a, s), convert(b, s)), s};
}

cpp::Expr Generator::subset(const Expr& a, const Expr& b, Env& env) {
  const Form right = resolve(b, env);
  const Term x = narrowed(value(a, env), {S::Set});
  if (x.shape->kind == S::Set && !constant(right)) {
    const bool by_form =
        right.expr->kind == Kind::RecordSet ||
        (right.expr->kind == Kind::Apply && right.expr->op != Op::Domain && right.expr->op != Op::Apply);
    if (!by_form) {
      const Firmness soft = softly();
      const Term y = value(*right.expr, *right.env, x.shape);
      if (y.shape->kind == S::Set) {
        const ShapeRef s = x.shape == y.shape ? x.shape : joined(x.shape, y.shape);
        if (s->kind == S::Set) return cpp::call("subset", {convert(x, s), convert(y, s)});
      }
    }
  }
  const cpp::Expr all = with_parts(right, all_members(x, right));
  // A set that TLC lists has a value, or is an error, also where there is nothing to ask it for.
  if (this->by_form(right) || is_symbolic(*right.expr) || total(*right.expr, *right.env)) return all;
  return cpp::infix("&&", when_valued(value(*right.expr, *right.env).code), all);
}

Term Generator::filter(const Expr& e, Env& env, ShapeRef want) {
  if (e.bindings.size() != 1 || e.bindings[0].set == nullptr) throw Unsupported{"a filter", &e};
  Block loops;
  ShapeRef s = nullptr;
  const std::string name = fresh("chosen");
  iterate(
      resolve(*e.bindings[0].set, env), loops, slot_name(*e.args[0], e.bindings[0].slots[0], "x"),
      [&](const Term& element, Block& inner) {
        s = wanted_set(element.shape, want);
        bind_element(e.bindings[0], element, *e.args[0], env, inner);
        const cpp::Expr inserted = cpp::method(cpp::name(name), "insert", {convert(element, s->parts[0])});
        inner.push_back(cpp::when(condition(*e.args[0], env), {cpp::evaluate(inserted)}));
      },
      sieve(e.bindings[0], *e.args[0], env, true));
  if (s == nullptr) return nothing_of(std::move(loops), want);
  loops.insert(loops.begin(), cpp::declare(type(s), name));
  loops.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(loops)), s};
}

Term Generator::map(const Expr& e, Env& env, ShapeRef want) {
  Block loops;
  ShapeRef s = nullptr;
  const std::string name = fresh("image");
  const ShapeRef element = want != nullptr && want->kind == S::Set ? want->parts[0] : nullptr;
  iterate_bindings(e, e.bindings.size(), env, loops, [&](Block& inner) {
    const std::optional<Term> t = known(*e.args[0], env, element);
    if (!t) return;
    s = element != nullptr && takes(element, t->shape) ? want : wanted_set(t->shape, want);
    inner.push_back(cpp::evaluate(cpp::method(cpp::name(name), "insert", {convert(*t, s->parts[0])})));
  });
  if (s == nullptr) return nothing_of(std::move(loops), want);
  loops.insert(loops.begin(), cpp::declare(type(s), name));
  loops.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(loops)), s};
}

// What is known to hold of no element is not there.
static bool gives(const Block& body) {
  return std::any_of(body.begin(), body.end(), [](const cpp::Statement& s) {
    return s.kind == cpp::Statement::Kind::Return || gives(s.body) || gives(s.otherwise);
  });
}

Term Generator::choose(const Expr& e, Env& env) {
  if (e.bindings.size() != 1 || e.bindings[0].set == nullptr) throw Unsupported{"an unbounded CHOOSE", &e};
  Block loops;
  ShapeRef s = nullptr;
  iterate(
      resolve(*e.bindings[0].set, env), loops, slot_name(*e.args[0], e.bindings[0].slots[0], "x"),
      [&](const Term& element, Block& inner) {
        s = element.shape;
        bind_element(e.bindings[0], element, *e.args[0], env, inner);
        inner.push_back(cpp::when(condition(*e.args[0], env), {cpp::give(element.code)}));
      },
      sieve(e.bindings[0], *e.args[0], env, true));
  if (s == nullptr) throw Unsupported{"a CHOOSE from the empty set", &e};
  loops.push_back(cpp::evaluate(cpp::call("misfit")));
  if (!gives(loops)) loops.push_back(cpp::give(cpp::construct(type(s))));
  // Every way out has the same type.
  cpp::Expr all = cpp::lambda({}, std::move(loops));
  return {cpp::call("give<" + type(s) + ">", {all}), s};
}

Term Generator::big_union(const Expr& e, Env& env, ShapeRef want) {
  Block loops;
  ShapeRef s = nullptr;
  const std::string name = fresh("all");
  const Form form = resolve(*e.args[0], env);
  const auto add = [&](const Term& t, Block& inner) {
    if (t.shape->kind != S::Set) throw Unsupported{"a union of what may be no sets", &e};
    s = want != nullptr && want->kind == S::Set && shape::contains(want, t.shape) ? want : t.shape;
    inner.push_back(cpp::assign(cpp::name(name), cpp::infix("|", cpp::name(name), convert(t, s))));
  };
  if (form.expr->kind == Kind::Map) {
    iterate_bindings(*form.expr, form.expr->bindings.size(), *form.env, loops,
                     [&](Block& inner) {
                       if (const auto set = known(*form.expr->args[0], *form.env, want)) add(*set, inner);
                     });
  } else {
    iterate(form, loops, "set", add);
  }
  if (s == nullptr) return nothing_of(std::move(loops), want);
  loops.insert(loops.begin(), cpp::declare(type(s), name));
  loops.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(loops)), s};
}

Term Generator::interval(const Expr& e, Env& env, ShapeRef want) {
  const Term low = integer(value(*e.args[0], env), e), high = integer(value(*e.args[1], env), e);
  const ShapeRef s = wanted_set(shape::range(low.shape->low, std::max(low.shape->low, high.shape->high)), want);
  return {cpp::call("interval<" + descriptor(s) + ">", {low.code, high.code}), s};
}

}  // namespace trestle::codegen
