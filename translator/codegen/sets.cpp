// Sets: by their form as long as possible, as bits over the values of a shape otherwise.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "translator/codegen/generator.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

namespace {

std::vector<Value> elements_of(Value set) {
  runtime::Context context;
  std::vector<Value> out;
  runtime::Elements elements(context, set);
  for (Value v; elements.next(v);) out.push_back(runtime::intern(v));
  return out;
}

Value set_of(const std::vector<Value>& elements) {
  runtime::Context context;
  return runtime::intern(context, runtime::make_set(context, elements));
}

// Sets whose form says what kind of values they have.
bool says_of_what(Op op) {
  return op == Op::Interval || op == Op::Nat || op == Op::Int || op == Op::Powerset || op == Op::Seq ||
         op == Op::FunctionSet || op == Op::ProductSet;
}

bool is_finite(Value set) { return runtime::is_set(set.kind()) && runtime::enumerable(set); }

ShapeRef join_of(const std::vector<Value>& values) {
  ShapeRef s = shape::never();
  for (const Value v : values) s = joined(s, shape::of(v));
  return s;
}

constexpr double kMostFunctions = 1e12;
constexpr int64_t kMostItems = 64;

bool scalar(ShapeRef s) { return s->kind == S::Boolean || s->kind == S::Range || s->kind == S::Atoms; }

}  // namespace

ShapeRef Generator::wanted_set(ShapeRef element, ShapeRef want) {
  if (want != nullptr && want->kind == S::Set && shape::contains(want->parts[0], element)) return want;
  const ShapeRef s = shape::settled(shape::set(element));
  if (s->kind != S::Set) throw Unsupported{"a set over too many values"};
  return s;
}

cpp::Expr Generator::member(const Expr& element, const Expr& set, Env& env) {
  const Form form = resolve(set, env);
  // A literal takes the type of the set's elements.
  ShapeRef want = nullptr;
  if (form.expr->kind == Kind::Variable) want = shapes_.at(form.expr->index);
  if (form.expr->kind == Kind::Local) want = slot(*form.expr, *form.env).term.shape;
  if (want != nullptr) want = want->kind == S::Set ? want->parts[0] : nullptr;
  const Firmness soft = softly();
  return member(value(element, env, want), form);
}

// Each alternative of a union for itself; Misfit for those that have no answer.
cpp::Expr Generator::member_by_alternative(const Term& x, const Form& set) {
  descriptor(x.shape);
  Block body;
  const Term u = local(x, "either", body);
  cpp::Expr any = cpp::boolean(false);
  std::optional<Unsupported> unsupported;
  bool answered = false;
  for (size_t a = 0; a < u.shape->parts.size(); ++a) {
    const ShapeRef part = u.shape->parts[a];
    const cpp::Expr item =
        Types::has_fields(part) ? convert(u, part) : cpp::member(u.code, types_.member(u.shape, a, 0));
    cpp::Expr in = cpp::call("no_value<bool>");
    try {
      in = member(Term{item, part}, set);
      answered = true;
    } catch (const Unsupported& why) {
      unsupported = why;
    }
    if (cpp::is_literal(in, "false")) continue;
    const cpp::Expr is = cpp::infix("==", cpp::member(u.code, "tag"), cpp::integer(static_cast<int64_t>(a)));
    any = cpp::infix("||", any, cpp::infix("&&", is, in));
  }
  if (!answered) throw *unsupported;
  if (body.empty()) return any;
  body.push_back(cpp::give(any));
  return cpp::immediately(std::move(body));
}

cpp::Expr Generator::member(const Term& given, const Form& set) {
  const Firmness soft = softly();
  const Expr& e = *set.expr;
  Env& env = *set.env;
  Term x = given;
  if (e.kind == Kind::Apply && says_of_what(e.op)) {
    if (untyped(x.shape)) return cpp::boolean(false);
    if (x.shape->kind == S::Union) return member_by_alternative(x, set);
  }
  if (const auto v = constant(set)) {
    switch (v->kind()) {
      case runtime::Kind::Naturals:
        if (x.shape->kind == S::Range)
          return x.shape->low >= 0 ? cpp::boolean(true) : cpp::infix(">=", x.code, cpp::integer(0));
        throw Unsupported{"a set of numbers", &e};
      case runtime::Kind::Integers:
        if (x.shape->kind == S::Range) return cpp::boolean(true);
        throw Unsupported{"a set of numbers", &e};
      case runtime::Kind::Strings:
        if (x.shape->kind == S::Atoms && std::all_of(x.shape->keys.begin(), x.shape->keys.end(),
                                                     [](Value k) { return k.kind() == runtime::Kind::String; }))
          return cpp::boolean(true);
        throw Unsupported{"STRING", &e};
      default: break;
    }
    if (!is_finite(*v)) throw Unsupported{"an infinite set", &e};
    if (v->kind() == runtime::Kind::Interval && x.shape->kind == S::Range) {
      const int64_t low = v->object()[0].small(), high = v->object()[1].small();
      if (x.shape->low >= low && x.shape->high <= high) return cpp::boolean(true);
    }
    const std::vector<Value> elements = elements_of(*v);
    if (elements.empty()) return cpp::boolean(false);
    const ShapeRef all = join_of(elements);
    if (!comparable(all, x.shape)) x = narrowed(x, {all->kind});
    if (!comparable(all, x.shape)) throw Unsupported{"membership among other kinds of values", &e};
    if (all->count == elements.size() && shape::contains(all, x.shape)) return cpp::boolean(true);
    if (scalar(x.shape) && all->kind == x.shape->kind && elements.size() <= 4096) {
      const std::string d = types_.keys(elements);
      return cpp::infix("!=", cpp::call(d + "::index", {x.code}), cpp::name("kNone"));
    }
  }
  if (e.kind == Kind::RecordSet) {
    Block body;
    const Term r = local(x, "record", body);
    cpp::Expr all = cpp::boolean(true);
    const auto fields = runtime::record_fields(e.index);
    const auto matches = [&](ShapeRef s) {
      if (s->kind != S::Function || s->keys.size() != fields.size()) return false;
      for (const uint32_t f : fields)
        if (std::none_of(s->keys.begin(), s->keys.end(), [&](Value k) { return same(k, Value::string(f)); }))
          return false;
      return true;
    };
    if (r.shape->kind == S::Union) {
      cpp::Expr tags = cpp::boolean(false);
      Term alternative = r;
      for (size_t i = 0; i < r.shape->parts.size(); ++i)
        if (matches(r.shape->parts[i]))
          tags = cpp::infix("||", tags,
                            cpp::infix("==", cpp::member(r.code, "tag"), cpp::integer(static_cast<int64_t>(i))));
      if (cpp::is_literal(tags, "false")) return tags;
      all = tags;
    } else if (!matches(r.shape)) {
      if (r.shape->kind != S::Function) throw Unsupported{"a set of records", &e};
      return cpp::boolean(false);
    }
    for (size_t i = 0; i < fields.size(); ++i)
      all = cpp::infix("&&", all, member(field(r, Value::string(fields[i]), e), resolve(*e.args[i], env)));
    if (body.empty()) return all;
    body.push_back(cpp::give(all));
    return cpp::immediately(std::move(body));
  }
  if (e.kind == Kind::Filter) {
    if (e.bindings.size() != 1) throw Unsupported{"a filter", &e};
    const Form base = resolve(*e.bindings[0].set, env);
    Block body;
    const Term element = local(x, slot_name(*e.args[0], e.bindings[0].slots[0], "x"), body);
    const cpp::Expr in = member(element, base);
    bind_element(e.bindings[0], element, *e.args[0], env, body);
    const cpp::Expr all = cpp::infix("&&", in, condition(*e.args[0], env));
    if (body.empty()) return all;
    body.push_back(cpp::give(all));
    return cpp::immediately(std::move(body));
  }
  if (e.kind == Kind::Apply) {
    switch (e.op) {
      case Op::Cup:
      case Op::Cap:
      case Op::SetMinus: {
        Block body;
        const Term element = local(x, "element", body);
        const cpp::Expr left = member(element, resolve(*e.args[0], env)),
                        right = member(element, resolve(*e.args[1], env));
        const cpp::Expr all =
            cpp::infix(e.op == Op::Cup ? "||" : "&&", left, e.op == Op::SetMinus ? cpp::negate(right) : right);
        if (body.empty()) return all;
        body.push_back(cpp::give(all));
        return cpp::immediately(std::move(body));
      }
      case Op::SetOf: {
        if (e.args.size() > 8) break;
        Block body;
        const Term element = local(x, "element", body);
        cpp::Expr any = cpp::boolean(false);
        for (const Expr* a : e.args) any = cpp::infix("||", any, equal(element, value(*a, env, element.shape)));
        if (body.empty()) return any;
        body.push_back(cpp::give(any));
        return cpp::immediately(std::move(body));
      }
      case Op::Interval: {
        x = integer(x, e);
        const Term low = integer(value(*e.args[0], env), e), high = integer(value(*e.args[1], env), e);
        Block body;
        const Term element = local(x, "n", body);
        const cpp::Expr all =
            cpp::infix("&&", cpp::infix(">=", element.code, low.code), cpp::infix("<=", element.code, high.code));
        if (body.empty()) return all;
        body.push_back(cpp::give(all));
        return cpp::immediately(std::move(body));
      }
      case Op::Nat:
        if (x.shape->kind == S::Range)
          return x.shape->low >= 0 ? cpp::boolean(true) : cpp::infix(">=", x.code, cpp::integer(0));
        throw Unsupported{"a set of numbers", &e};
      case Op::Int:
        if (x.shape->kind == S::Range) return cpp::boolean(true);
        throw Unsupported{"a set of numbers", &e};
      case Op::Powerset: return all_members(x, resolve(*e.args[0], env));
      case Op::Seq:
        if (x.shape->kind != S::Sequence &&
            !(x.shape->kind == S::Function && (x.shape->keys.empty() || x.shape->keys[0].is_small())))
          throw Unsupported{"a set of sequences", &e};
        return all_members(x, resolve(*e.args[0], env));
      case Op::FunctionSet: {
        Block body;
        const Term f = local(x, "function", body);
        cpp::Expr same_domain = cpp::boolean(true);
        const auto expected = listed(resolve(*e.args[0], env));
        if (f.shape->kind == S::Function && expected) {
          const bool same_keys = expected->size() == f.shape->keys.size() &&
                                 std::equal(expected->begin(), expected->end(), f.shape->keys.begin(),
                                            [](Value a, Value b) { return same(a, b); });
          if (!same_keys && !expected->empty() && !f.shape->keys.empty() &&
              (*expected)[0].kind() != f.shape->keys[0].kind())
            throw Unsupported{"a set of functions with another domain", &e};
          if (!same_keys) return cpp::boolean(false);
        } else {
          if (f.shape->kind != S::Function && f.shape->kind != S::Sequence && f.shape->kind != S::Partial)
            throw Unsupported{"a set of functions", &e};
          const Term keys = domain(f, e);
          same_domain = equal(keys, value(*e.args[0], env, keys.shape));
        }
        const cpp::Expr all = cpp::infix("&&", same_domain, all_members(f, resolve(*e.args[1], env)));
        if (body.empty()) return all;
        body.push_back(cpp::give(all));
        return cpp::immediately(std::move(body));
      }
      case Op::ProductSet: {
        if (x.shape->kind == S::Sequence && x.shape->capacity < e.args.size()) return cpp::boolean(false);
        if (x.shape->kind != S::Function || (!x.shape->keys.empty() && !x.shape->tuple))
          throw Unsupported{"a set of tuples", &e};
        if (x.shape->keys.size() != e.args.size()) return cpp::boolean(false);
        Block body;
        const Term t = local(x, "tuple", body);
        cpp::Expr all = cpp::boolean(true);
        for (size_t i = 0; i < e.args.size(); ++i)
          all = cpp::infix("&&", all,
                           member(field(t, Value::integer(static_cast<int64_t>(i) + 1), e), resolve(*e.args[i], env)));
        if (body.empty()) return all;
        body.push_back(cpp::give(all));
        return cpp::immediately(std::move(body));
      }
      case Op::Domain: {
        const Term f = narrowed(value(*e.args[0], env), {S::Sequence, S::Function, S::Partial});
        if (f.shape->kind == S::Sequence && x.shape->kind == S::Range) return cpp::call("in_domain", {f.code, x.code});
        break;
      }
      case Op::Union: {  // x \in UNION S: some element of S has it
        Block body;
        const Term element = local(x, "element", body);
        iterate(resolve(*e.args[0], env), body, "set", [&](const Term& inner, Block& out) {
          if (inner.shape->kind != S::Set) throw Unsupported{"a union", &e};
          const ShapeRef of = inner.shape->parts[0];
          const cpp::Expr at = cpp::call(descriptor(of) + "::index", {convert(element, of)});
          if (!shape::contains(of, element.shape)) throw Unsupported{"a union", &e};
          out.push_back(cpp::when(cpp::method(inner.code, "test", {at}), {cpp::give(cpp::boolean(true))}));
        });
        body.push_back(cpp::give(cpp::boolean(false)));
        return cpp::immediately(std::move(body));
      }
      default: break;
    }
  }
  if (e.kind == Kind::Map) {  // x \in {f(y) : y \in S}: some y gives it
    Block body;
    const Term element = local(x, "element", body);
    iterate_bindings(e, e.bindings.size(), env, body, [&](Block& out) {
      out.push_back(cpp::when(equal(element, value(*e.args[0], env, element.shape)), {cpp::give(cpp::boolean(true))}));
    });
    body.push_back(cpp::give(cpp::boolean(false)));
    return cpp::immediately(std::move(body));
  }
  const Term s = narrowed(value(e, env), {S::Set});
  if (s.shape->kind == S::Dynamic || x.shape->kind == S::Dynamic)
    return cpp::call("truth", {cpp::call("apply_op", {cpp::integer(static_cast<int64_t>(Op::In)), box(x), box(s)})});
  if (s.shape->kind != S::Set) throw Unsupported{"membership in what may be no set", &e};
  const ShapeRef of = s.shape->parts[0];
  if (!comparable(of, x.shape)) x = narrowed(x, {of->kind});
  if (!comparable(of, x.shape)) throw Unsupported{"membership among other kinds of values", &e};
  if (of->kind == S::Never) return cpp::boolean(false);
  if (same_type(of, x.shape)) return cpp::method(s.code, "test", {cpp::call(descriptor(of) + "::index", {x.code})});
  if (joined(of, x.shape)->kind == S::Dynamic) throw Unsupported{"membership among other kinds of values", &e};
  const std::string f = converter(x.shape, of);
  return cpp::call("has<" + descriptor(of) + ">", {s.code, cpp::name(f), x.code});
}

// Whether all elements of a set, or all values of a function or sequence, are in a set.
cpp::Expr Generator::all_members(const Term& collection, const Form& set) {
  Block body;
  const Term c = local(collection, "all", body);
  const auto check = [&](const Term& item, Block& out) {
    const cpp::Expr in = member(item, set);
    if (!cpp::is_literal(in, "true")) out.push_back(cpp::when(cpp::negate(in), {cpp::give(cpp::boolean(false))}));
  };
  const auto loop = [&](const std::string& name, cpp::Expr range, const Term& item) {
    Block inner;
    check(item, inner);
    if (!inner.empty()) body.push_back(cpp::for_each(name, std::move(range), std::move(inner)));
  };
  switch (c.shape->kind) {
    case S::Set: {
      if (c.shape->parts[0]->kind == S::Never) return cpp::boolean(true);
      const std::string name = fresh("element");
      loop(name, cpp::call("each<" + descriptor(c.shape->parts[0]) + ">", {c.code}),
           {cpp::name(name), c.shape->parts[0]});
      break;
    }
    case S::Sequence: {
      const std::string name = fresh("item");
      loop(name, cpp::call("items", {c.code}), {cpp::name(name), c.shape->parts[0]});
      break;
    }
    case S::Partial: {
      const std::string key = fresh("key");
      loop(key, cpp::call("each<" + descriptor(c.shape->parts[0]) + ">", {cpp::member(c.code, "domain")}),
           {cpp::call(c.code, {cpp::name(key)}), c.shape->parts[1]});
      break;
    }
    case S::Function:
      if (Types::is_array(c.shape)) {
        const std::string name = fresh("item");
        loop(name, cpp::member(c.code, "items"), {cpp::name(name), c.shape->parts[0]});
      } else {
        for (size_t i = 0; i < c.shape->keys.size(); ++i)
          check({cpp::member(c.code, (descriptor(c.shape), types_.member(c.shape, i))), c.shape->parts[i]}, body);
      }
      break;
    case S::Dynamic: {
      const std::string name = fresh("element");
      loop(name, cpp::call("elements", {c.code}), {cpp::name(name), shape::dynamic()});
      break;
    }
    default: throw Unsupported{"the elements of what may be no collection"};
  }
  if (body.empty()) return cpp::boolean(true);
  body.push_back(cpp::give(cpp::boolean(true)));
  return cpp::immediately(std::move(body));
}

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
    if (s.shape->parts[0]->kind == S::Never) return;
    cpp::Expr some = s.code;
    if (const cpp::Expr only = sieve ? sieve({cpp::name("it"), s.shape->parts[0]}) : cpp::Expr(); only)
      some = cpp::infix("&", some,
                        cpp::call("where<" + descriptor(s.shape->parts[0]) + ">",
                                  {cpp::lambda({"[[maybe_unused]] const auto& it"}, {cpp::give(only)})}));
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
    if (const ShapeRef all = join_of(elements);
        all->kind == S::Atoms || all->kind == S::Range || all->kind == S::Boolean) {
      Block body;
      each({cpp::name(name), all}, body);
      out.push_back(cpp::for_each(name, cpp::call("every<" + types_.keys(elements) + ">"), std::move(body)));
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
        const Term f = local(narrowed(value(*e.args[0], env), {S::Sequence, S::Function, S::Partial}), "f", out);
        if (f.shape->kind != S::Sequence) break;
        Block body;
        each({cpp::name(name), shape::range(1, std::max<int64_t>(1, f.shape->capacity))}, body);
        out.push_back(cpp::for_range(name, cpp::integer(1), cpp::call("length", {f.code}), std::move(body)));
        return;
      }
      case Op::Powerset: {
        const Term base = local(narrowed(value(*e.args[0], env), {S::Set}), "base", out);
        if (base.shape->kind != S::Set) throw Unsupported{"the subsets of what may be no set", &e};
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
void Generator::iterate_bindings(const Expr& e, size_t at, Env& env, Block& out, const Continue& each) {
  if (at == 0) {
    each(out);
    return;
  }
  const core::Binding& b = e.bindings[at - 1];
  if (b.set == nullptr) throw Unsupported{"an unbounded quantifier", &e};
  const Expr& scope = *e.args[0];
  const bool quantifier = e.bindings.size() == 1 && (e.kind == Kind::Exists || e.kind == Kind::Forall);
  iterate(
      resolve(*b.set, env), out, b.tuple ? "tuple" : slot_name(scope, b.slots[0], "x"),
      [&](const Term& element, Block& inner) {
        bind_element(b, element, scope, env, inner);
        iterate_bindings(e, at - 1, env, inner, each);
      },
      quantifier ? sieve(b, scope, env, e.kind == Kind::Exists) : Sieve{});
}

Term Generator::listed_set(const Form& set, ShapeRef want) {
  if (const auto elements = listed(set); elements && elements->size() <= runtime::kMaxUniverse)
    return literal(set_of(*elements), want);
  Block loops;
  ShapeRef s = nullptr;
  const std::string name = fresh("all");
  iterate(set, loops, "x", [&](const Term& element, Block& inner) {
    s = wanted_set(element.shape, want);
    const cpp::Expr at = cpp::call(descriptor(s->parts[0]) + "::index", {convert(element, s->parts[0])});
    inner.push_back(cpp::evaluate(cpp::method(cpp::name(name), "insert", {at})));
  });
  if (s == nullptr) return literal(runtime::empty_set(), want);
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
  if (e.op == Op::Cup && want != nullptr && want->kind == S::Set && want != s && takes(want, s)) s = want;
  if (e.op != Op::Cup && a.shape->kind == S::Set && shape::contains(a.shape, b.shape)) s = a.shape;
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
  return all_members(x, right);
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
        const cpp::Expr at = cpp::call(descriptor(s->parts[0]) + "::index", {convert(element, s->parts[0])});
        inner.push_back(
            cpp::when(condition(*e.args[0], env), {cpp::evaluate(cpp::method(cpp::name(name), "insert", {at}))}));
      },
      sieve(e.bindings[0], *e.args[0], env, true));
  if (s == nullptr) return literal(runtime::empty_set(), want);
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
    const Term t = value(*e.args[0], env, element);
    s = element != nullptr && takes(element, t.shape) ? want : wanted_set(t.shape, want);
    inner.push_back(cpp::evaluate(cpp::method(
        cpp::name(name), "insert", {cpp::call(descriptor(s->parts[0]) + "::index", {convert(t, s->parts[0])})})));
  });
  if (s == nullptr) return literal(runtime::empty_set(), want);
  loops.insert(loops.begin(), cpp::declare(type(s), name));
  loops.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(loops)), s};
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
                     [&](Block& inner) { add(value(*form.expr->args[0], *form.env, want), inner); });
  } else {
    iterate(form, loops, "set", add);
  }
  if (s == nullptr) return literal(runtime::empty_set(), want);
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
