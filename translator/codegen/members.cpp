// Membership, by the form of the set as long as that says enough.
#include <algorithm>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

namespace {

// Sets whose form says what kind of values they have.
bool says_of_what(Op op) {
  return op == Op::Interval || op == Op::Nat || op == Op::Int || op == Op::Powerset || op == Op::Seq ||
         op == Op::FunctionSet || op == Op::ProductSet;
}

// A condition after what it needs, unless it says nothing.
cpp::Expr after(Block body, const cpp::Expr& condition) {
  if (body.empty() || cpp::is_literal(condition, "true") || cpp::is_literal(condition, "false")) return condition;
  body.push_back(cpp::give(condition));
  return cpp::immediately(std::move(body));
}

}  // namespace

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

// Whether a set is one that is not listed: its form alone tells what is in it.
bool Generator::by_form(const Form& set) {
  const Value v = closed(set);
  if (v.defined()) return v.kind() != runtime::Kind::Set && v.kind() != runtime::Kind::Interval;
  const Expr& e = *set.expr;
  if (e.kind == Kind::RecordSet) return true;
  if (e.kind != Kind::Apply) return false;
  if (e.op == Op::Cup || e.op == Op::Cap)
    return by_form(resolve(*e.args[0], *set.env)) || by_form(resolve(*e.args[1], *set.env));
  return e.op != Op::Interval && says_of_what(e.op);
}

// Whether a set's elements, which are written one by one or as a map, are sets that are not listed:
// {[1..2 -> S]}, {[1..n -> S] : n \in 0..2}.
bool Generator::lists_unlisted(const Form& sets) {
  const Expr& e = *sets.expr;
  if (e.kind == Kind::Map) return is_symbolic(*e.args[0]);
  return e.kind == Kind::Apply && e.op == Op::SetOf &&
         std::all_of(e.args.begin(), e.args.end(), [&](const Expr* a) { return by_form(resolve(*a, *sets.env)); });
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
  return after(std::move(body), any);
}

// Whether a filter's condition has a value for every element of the set that it filters.
bool Generator::valued_throughout(const Expr& filter, const Form& base, Env& env) {
  ShapeRef element = nullptr;
  try {
    if (const auto v = constant(base))
      element = join_of(elements_of(*v));
    else if (const Term all = value(*base.expr, *base.env); all.shape->kind == S::Set)
      element = all.shape->parts[0];
  } catch (const Unsupported&) {
  }
  const core::Binding& b = filter.bindings[0];
  if (element == nullptr || b.tuple) return false;
  const Slot one = std::exchange(env.slots.at(b.slots[0]), {Slot::Kind::Known, {cpp::name(fresh("any")), element}, nullptr, nullptr});
  bool valued = total(*filter.args[0], env, true);
  try {
    valued = valued || cpp::harmless(condition(*filter.args[0], env));
  } catch (const Unsupported&) {
  }
  env.slots.at(b.slots[0]) = one;
  return valued;
}

cpp::Expr Generator::when_valued(const cpp::Expr& code) {
  return cpp::harmless(code) ? cpp::boolean(true) : cpp::call("has_value", {code});
}

Term Generator::known_when_valued(const cpp::Expr& code, Term known) {
  const bool converted = code->kind == cpp::Node::Kind::Call && code->args[0]->text.starts_with("converted<");
  return cpp::harmless(converted ? code->args.back() : code) ? known : Term{cpp::call("valued", {code, known.code}), known.shape};
}

// Whether the form of the set tells it of each alternative.
bool Generator::has_all(ShapeRef alternatives, const Form& set) {
  bool all = by_form(set);
  if (!all) return false;
  const bool made = tried([&] {
    for (const ShapeRef part : alternatives->parts)
      all = all && cpp::is_literal(member_of({cpp::name("any"), part}, set), "true");
  });
  return made && all;
}

cpp::Expr Generator::member(const Term& x, const Form& set) {
  const bool told = x.shape->kind == S::Union && has_all(x.shape, set);
  const cpp::Expr in = told ? cpp::boolean(true) : member_of(x, set);
  // The shape may say it of all values: but there must be one.
  if (cpp::is_literal(in, "true")) return with_parts(set, when_valued(x.code));
  return with_parts(set, cpp::is_literal(in, "false") ? cpp::negate(when_valued(x.code)) : in);
}

// `in`, where the sets that a set is made of have a value: TLC computes these first, and here they may not be asked for.
cpp::Expr Generator::with_parts(const Form& set, const cpp::Expr& in) {
  std::vector<cpp::Expr> parts;
  const auto look = [&](auto&& self, const Form& form) -> void {
    const Expr& e = *form.expr;
    if (closed(form).defined()) return;
    if (is_symbolic(e)) {
      for (const Expr* arg : e.args) self(self, resolve(*arg, *form.env));
    } else if (e.kind == Kind::Apply && e.op == Op::Union && lists_unlisted(resolve(*e.args[0], *form.env))) {
      return;  // only asked where all have a value
    } else if (&form != &set && !total(e, *form.env)) {
      if (const cpp::Expr valued = when_valued(value(e, *form.env).code); !cpp::is_literal(valued, "true")) parts.push_back(valued);
    }
  };
  look(look, set);
  cpp::Expr all = in;
  for (size_t i = parts.size(); i-- > 0;) all = cpp::infix("&&", parts[i], all);
  return all;
}

// The elements of a constant or a variable that TLC lists; null of anything else.
ShapeRef Generator::listed_elements(const Form& set) {
  if (const auto v = constant(set)) return is_finite(*v) ? join_of(elements_of(*v)) : nullptr;
  if (set.expr->kind != Kind::Variable) return nullptr;
  const ShapeRef all = shapes_.at(set.expr->index);
  return all->kind == S::Set ? all->parts[0] : nullptr;
}

cpp::Expr Generator::member_of(const Term& given, const Form& set) {
  const Firmness soft = softly();
  const Expr& e = *set.expr;
  Env& env = *set.env;
  Term x = given;
  if (e.kind == Kind::Apply && says_of_what(e.op)) {
    // TLC says FALSE of a model value, but for SUBSET, which asks for its elements.
    if (untyped(x.shape) && e.op == Op::Powerset) throw Unsupported{"a subset that is no set", &e};
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
    const bool known = comparable(all, x.shape);  // else whether it is of that kind is asked where it is looked up
    if (!known) x = narrowed(x, {all->kind});
    if (!comparable(all, x.shape)) throw Unsupported{"membership among other kinds of values", &e};
    if (known && all->count == elements.size() && shape::contains(all, x.shape)) return cpp::boolean(true);
    if (scalar(x.shape) && all->kind == x.shape->kind && elements.size() <= 4096) {
      const std::string d = types_.keys(elements);
      return cpp::infix("!=", cpp::call(d + "::index", {x.code}), cpp::name("kNone"));
    }
  }
  if (e.kind == Kind::RecordSet) {
    // Of what is no record it is an error to ask, but of a model value.
    const auto may_ask = [](ShapeRef s) { return is_record(s) || untyped(s); };
    if (x.shape->kind == S::Union && !std::all_of(x.shape->parts.begin(), x.shape->parts.end(), may_ask))
      return member_by_alternative(x, set);
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
      if (!may_ask(r.shape)) throw Unsupported{"a set of records", &e};
      return cpp::boolean(false);
    }
    for (size_t i = 0; i < fields.size(); ++i)
      all = cpp::infix("&&", all, member(field(r, Value::string(fields[i]), e), resolve(*e.args[i], env)));
    return after(std::move(body), all);
  }
  if (e.kind == Kind::Filter) {
    if (e.bindings.size() != 1) throw Unsupported{"a filter", &e};
    const Form base = resolve(*e.bindings[0].set, env);
    Block body;
    const Term element = local(x, slot_name(*e.args[0], e.bindings[0].slots[0], "x"), body);
    const cpp::Expr in = member(element, base);
    bind_element(e.bindings[0], element, *e.args[0], env, body);
    const cpp::Expr holds = condition(*e.args[0], env);
    // What TLC lists has a value for each element, or is an error.
    if (by_form(base) || valued_throughout(e, base, env))
      return after(std::move(body), cpp::infix("&&", in, holds));
  }
  if (e.kind == Kind::Apply) {
    switch (e.op) {
      case Op::Cup:
      case Op::Cap:
      case Op::SetMinus: {
        Block body;
        const Term element = local(x, "element", body);
        Form a = resolve(*e.args[0], env), b = resolve(*e.args[1], env);
        if (!by_form(a) && !by_form(b)) {
          const ShapeRef of = listed_elements(a), with = listed_elements(b);
          if (of != nullptr && with != nullptr && !comparable(of, with)) throw Unsupported{"sets of different kinds", &e};
        }
        // As TLC: which of the two has no answer for an element depends on which is asked first.
        if (e.op != Op::SetMinus && by_form(a) && !by_form(b)) std::swap(a, b);
        const cpp::Expr left = member(element, a);
        cpp::Expr right = member(element, b);
        // What is listed is made, or is an error, also where the other side says enough.
        const auto both = [&](const cpp::Expr& in) {
          return cpp::infix(e.op == Op::Cup ? "||" : "&&", left, e.op == Op::SetMinus ? cpp::negate(in) : in);
        };
        if (by_form(b) || cpp::harmless(right) || total(*b.expr, *b.env, true)) return after(std::move(body), both(right));
        if (cpp::is_literal(left, "true") || cpp::is_literal(left, "false")) {
          const cpp::Expr all = both(right);
          if (!cpp::is_literal(all, "true") && !cpp::is_literal(all, "false")) return after(std::move(body), all);
          return after(std::move(body), cpp::is_literal(all, "true") ? when_valued(right) : cpp::negate(when_valued(right)));
        }
        const std::string in = fresh("in");
        body.push_back(cpp::declare("const bool", in, right));
        return after(std::move(body), both(cpp::name(in)));
      }
      case Op::SetOf: {
        if (e.args.size() > 8) break;
        Block body;
        const Term element = local(x, "element", body);
        cpp::Expr any = cpp::boolean(false);
        for (const Expr* a : e.args) {
          Term item = value(*a, env, element.shape);
          if (a != e.args[0] && !cpp::harmless(item.code)) item = local(item, "item", body);
          any = cpp::infix("||", any, equal(element, item));
        }
        return after(std::move(body), any);
      }
      case Op::Interval: {
        x = integer(x, e);
        const Term low = integer(value(*e.args[0], env), e), high = integer(value(*e.args[1], env), e);
        Block body;
        const Term element = local(x, "n", body);
        const cpp::Expr all =
            cpp::infix("&&", cpp::infix(">=", element.code, low.code), cpp::infix("<=", element.code, high.code));
        return after(std::move(body), all);
      }
      case Op::Nat:
        if (x.shape->kind == S::Range)
          return x.shape->low >= 0 ? cpp::boolean(true) : cpp::infix(">=", x.code, cpp::integer(0));
        throw Unsupported{"a set of numbers", &e};
      case Op::Int:
        if (x.shape->kind == S::Range) return cpp::boolean(true);
        throw Unsupported{"a set of numbers", &e};
      case Op::Powerset:
        if (x.shape->kind == S::Function || x.shape->kind == S::Sequence || x.shape->kind == S::Partial)
          throw Unsupported{"a set of sets", &e};
        return all_members(x, resolve(*e.args[0], env));
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
        return after(std::move(body), all);
      }
      case Op::ProductSet: {
        const bool sequence = x.shape->kind == S::Sequence;
        if (!sequence && (x.shape->kind != S::Function || (!x.shape->keys.empty() && !x.shape->tuple)))
          throw Unsupported{"a set of tuples", &e};
        if (sequence ? x.shape->capacity < e.args.size() : x.shape->keys.size() != e.args.size())
          return cpp::boolean(false);
        Block body;
        const Term t = local(x, "tuple", body);
        const auto size = cpp::integer(static_cast<int64_t>(e.args.size()));
        cpp::Expr all = sequence ? cpp::infix("==", cpp::call("length", {t.code}), size) : cpp::boolean(true);
        for (size_t i = 0; i < e.args.size(); ++i)
          all = cpp::infix("&&", all,
                           member(field(t, Value::integer(static_cast<int64_t>(i) + 1), e), resolve(*e.args[i], env)));
        return after(std::move(body), all);
      }
      case Op::Domain: {
        const Term f = narrowed(value(*e.args[0], env), {S::Sequence, S::Function, S::Partial});
        if (f.shape->kind == S::Sequence && x.shape->kind == S::Range) return cpp::call("in_domain", {f.code, x.code});
        break;
      }
      case Op::Union: {  // x \in UNION S: some element of S has it
        Block body;
        const Term element = local(x, "element", body);
        const Form sets = resolve(*e.args[0], env);
        const Block found{cpp::give(cpp::boolean(true))};
        if (lists_unlisted(sets)) {
          const Expr& of = *sets.expr;
          const auto ask = [&](Block& out, const Expr& inner) {
            const Form set = resolve(inner, *sets.env);
            // All are made before one is asked.
            const auto valued = [&](const Expr* a) { return closed(resolve(*a, *set.env)).defined() || total(*a, *set.env); };
            if (!std::all_of(set.expr->args.begin(), set.expr->args.end(), valued)) throw Unsupported{"a union", &e};
            out.push_back(cpp::when(member(element, set), found));
          };
          if (of.kind == Kind::Map) {
            iterate_bindings(of, of.bindings.size(), *sets.env, body, [&](Block& out) { ask(out, *of.args[0]); });
          } else {
            for (const Expr* inner : of.args) ask(body, *inner);
          }
        } else {
          iterate(sets, body, "set", [&](const Term& inner, Block& out) {
            if (inner.shape->kind != S::Set) throw Unsupported{"a union", &e};
            const ShapeRef of = inner.shape->parts[0];
            if (!shape::contains(of, element.shape)) throw Unsupported{"a union", &e};
            out.push_back(cpp::when(cpp::method(inner.code, "contains", {convert(element, of)}), found));
          });
        }
        body.push_back(cpp::give(cpp::boolean(false)));
        return cpp::immediately(std::move(body));
      }
      default: break;
    }
  }
  if (e.kind == Kind::Map) {  // x \in {f(y) : y \in S}: some y gives it
    Block body;
    const Term element = local(x, "element", body);
    const std::string found = fresh("found");
    body.push_back(cpp::declare("bool", found, cpp::boolean(false)));
    iterate_bindings(e, e.bindings.size(), env, body, [&](Block& out) {
      const cpp::Expr same = equal(element, value(*e.args[0], env, element.shape));
      const bool enough = cpp::harmless(same) || total(*e.args[0], env, true);
      out.push_back(cpp::when(same, {enough ? cpp::give(cpp::boolean(true)) : cpp::assign(cpp::name(found), cpp::boolean(true))}));
    });
    body.push_back(cpp::give(cpp::name(found)));
    return cpp::immediately(std::move(body));
  }
  const Term s = narrowed(value(e, env), {S::Set});
  if (s.shape->kind == S::Dynamic || x.shape->kind == S::Dynamic)
    return cpp::call("truth", {cpp::call("apply_op", {cpp::integer(static_cast<int64_t>(Op::In)), box(x), box(s)})});
  if (s.shape->kind != S::Set) throw Unsupported{"membership in what may be no set", &e};
  const ShapeRef of = s.shape->parts[0];
  if (!comparable(of, x.shape)) x = narrowed(x, {of->kind});
  if (!comparable(of, x.shape)) throw Unsupported{"membership among other kinds of values", &e};
  if (of->kind == S::Never) return cpp::negate(when_valued(s.code));
  if (same_type(of, x.shape)) return cpp::method(s.code, "contains", {x.code});
  if (joined(of, x.shape)->kind == S::Dynamic) throw Unsupported{"membership among other kinds of values", &e};
  const std::string f = converter(x.shape, of);
  if (incomplete_.contains({x.shape, of})) throw Unsupported{"membership among other forms of values", &e};
  return cpp::call("has<" + descriptor(of) + ">", {s.code, cpp::name(f), x.code});
}

// Whether all elements of a set, or all values of a function or sequence, are in a set.
cpp::Expr Generator::all_members(const Term& collection, const Form& set) {
  Block body;
  const Term c = local(collection, "all", body);
  bool checks = false;
  const auto check = [&](const Term& item, Block& out) {
    const cpp::Expr in = member_of(item, set);
    if (cpp::is_literal(in, "true")) return;
    checks = true;
    out.push_back(cpp::when(cpp::negate(in), {cpp::give(cpp::boolean(false))}));
  };
  const auto loop = [&](const std::string& name, cpp::Expr range, const Term& item) {
    Block inner;
    check(item, inner);
    if (!inner.empty()) body.push_back(cpp::for_each(name, std::move(range), std::move(inner)));
  };
  switch (c.shape->kind) {
    case S::Set: {
      if (c.shape->parts[0]->kind == S::Never) break;
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
  // All there can be are members: but there must be a value.
  if (!checks) return when_valued(collection.code);
  body.push_back(cpp::give(cpp::boolean(true)));
  return cpp::immediately(std::move(body));
}

}  // namespace trestle::codegen
