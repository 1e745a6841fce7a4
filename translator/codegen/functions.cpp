// Functions, records and tuples: one kind in TLA+, several C++ types.
#include <algorithm>

#include <fmt/format.h>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

// A function with these keys, in the type that is wanted where that can hold it.
Term Generator::construct(ShapeRef want, const std::vector<Value>& keys, const std::vector<Term>& values) {
  std::vector<ShapeRef> parts;
  for (const Term& t : values) parts.push_back(t.shape);
  if (want != nullptr && want->kind == S::Union) {
    for (size_t a = 0; a < want->parts.size(); ++a) {
      const ShapeRef alternative = want->parts[a];
      if (alternative->kind != S::Function || !same_keys(alternative->keys, keys) || !Types::has_fields(alternative))
        continue;
      bool fits = true;
      for (size_t i = 0; i < keys.size(); ++i) fits = fits && (firm_ || takes(alternative->parts[i], parts[i]));
      if (!fits) continue;
      descriptor(want);
      std::vector<std::pair<std::string, cpp::Expr>> members{{"tag", cpp::integer(static_cast<int64_t>(a))}};
      for (size_t i = 0; i < keys.size(); ++i)
        members.emplace_back(types_.member(want, a, i), convert(values[i], alternative->parts[i]));
      return {types_.designated(want, members), want};
    }
  }
  ShapeRef s = nullptr;
  if (want != nullptr && want->kind == S::Function && same_keys(want->keys, keys)) {
    bool fits = true;
    for (size_t i = 0; i < keys.size(); ++i) fits = fits && takes(want->parts[i], parts[i]);
    if (fits) s = want;
  }
  if (s == nullptr) s = shape::settled(shape::function(keys, parts));
  if (s->kind != S::Function) throw Unsupported{"a function without a type"};
  descriptor(s, "Record");
  std::vector<cpp::Expr> items;
  for (size_t i = 0; i < values.size(); ++i) items.push_back(convert(values[i], s->parts[i]));
  if (Types::is_array(s)) return {cpp::construct(type(s), {cpp::construct("", std::move(items))}), s};
  return {cpp::construct(type(s), std::move(items)), s};
}

Term Generator::record(const Expr& e, Env& env, ShapeRef want) {
  std::vector<Value> keys;
  for (const uint32_t f : runtime::record_fields(e.index)) keys.push_back(Value::string(f));
  ShapeRef target = nullptr;  // whose parts the fields take
  if (want != nullptr) {
    for (const ShapeRef s : want->kind == S::Union ? want->parts : std::vector<ShapeRef>{want})
      if (s->kind == S::Function && same_keys(s->keys, keys)) target = s;
  }
  std::vector<Term> values;
  for (size_t i = 0; i < keys.size(); ++i)
    values.push_back(value(*e.args[i], env, target != nullptr ? target->parts[i] : nullptr));
  return construct(want, keys, values);
}

Term Generator::tuple(const Expr& e, Env& env, ShapeRef want) {
  std::vector<Value> keys;
  std::vector<Term> values;
  ShapeRef alternative = want;
  if (want != nullptr && want->kind == S::Union) {
    for (const ShapeRef s : want->parts)
      if (s->kind == S::Sequence || (is_tuple(s) && s->keys.size() == e.args.size())) alternative = s;
  }
  for (size_t i = 0; i < e.args.size(); ++i) {
    keys.push_back(Value::integer(static_cast<int64_t>(i) + 1));
    ShapeRef part = nullptr;
    if (alternative != nullptr && alternative->kind == S::Sequence) part = alternative->parts[0];
    if (alternative != nullptr && is_tuple(alternative) && alternative->keys.size() == e.args.size())
      part = alternative->parts[i];
    values.push_back(value(*e.args[i], env, part));
  }
  if (alternative == want && want != nullptr && want->kind == S::Sequence && values.size() <= want->capacity) {
    std::vector<cpp::Expr> items;
    for (const Term& t : values) {
      if (!takes(want->parts[0], t.shape)) return construct(nullptr, keys, values);
      items.push_back(convert(t, want->parts[0]));
    }
    return {cpp::call(type(want) + "::from", std::move(items)), want};
  }
  return construct(alternative, keys, values);
}

Term Generator::field(const Term& r, Value key, const Expr& at) {
  switch (r.shape->kind) {
    case S::Function: {
      const int64_t i = find_key(r.shape, key);
      if (i < 0) throw Unsupported{"a field that is not there", &at};
      descriptor(r.shape);
      const ShapeRef part = r.shape->parts[static_cast<size_t>(i)];
      if (Types::is_array(r.shape)) return {cpp::index(cpp::member(r.code, "items"), cpp::integer(i)), part};
      return {cpp::member(r.code, types_.member(r.shape, static_cast<size_t>(i))), part};
    }
    case S::Sequence: return {cpp::call(r.code, {cpp::integer(key.small())}), r.shape->parts[0]};
    case S::Union: {
      descriptor(r.shape);
      ShapeRef all = shape::never();
      std::vector<std::pair<size_t, Term>> found;
      for (size_t a = 0; a < r.shape->parts.size(); ++a) {
        const ShapeRef alternative = r.shape->parts[a];
        if (alternative->kind == S::Sequence && key.is_small() && key.small() <= int64_t{alternative->capacity}) {
          const cpp::Expr sequence = cpp::member(r.code, types_.member(r.shape, a, 0));
          found.emplace_back(a, Term{cpp::call(sequence, {cpp::integer(key.small())}), alternative->parts[0]});
          all = joined(all, alternative->parts[0]);
        }
        if (alternative->kind != S::Function) continue;
        const int64_t i = find_key(alternative, key);
        if (i < 0) continue;
        const ShapeRef part = alternative->parts[static_cast<size_t>(i)];
        const cpp::Expr item =
            Types::has_fields(alternative)
                ? cpp::member(r.code, types_.member(r.shape, a, static_cast<size_t>(i)))
                : cpp::index(cpp::member(cpp::member(r.code, types_.member(r.shape, a, 0)), "items"), cpp::integer(i));
        found.emplace_back(a, Term{item, part});
        all = joined(all, part);
      }
      if (found.empty()) throw Unsupported{"a field that is not there", &at};
      const std::string first = cpp::print(found[0].second.code);
      const bool one_member =
          std::all_of(found.begin(), found.end(), [&](const auto& f) { return cpp::print(f.second.code) == first; });
      const auto is = [&](size_t a) {
        return cpp::infix("==", cpp::member(r.code, "tag"), cpp::integer(static_cast<int64_t>(a)));
      };
      if (one_member) {
        if (found.size() == r.shape->parts.size()) return {found[0].second.code, all};
        cpp::Expr sound = cpp::boolean(false);
        for (const auto& [a, t] : found) sound = cpp::infix("||", sound, is(a));
        return {cpp::call("require<" + type(all) + ">", {sound, found[0].second.code}), all};
      }
      cpp::Expr result =
          cpp::call("require<" + type(all) + ">", {is(found.back().first), convert(found.back().second, all)});
      for (size_t k = found.size() - 1; k-- > 0;)
        result = cpp::conditional(is(found[k].first), convert(found[k].second, all), result);
      return {result, all};
    }
    case S::Dynamic:
      return {cpp::call("apply_op",
                        {cpp::integer(static_cast<int64_t>(Op::Apply)), r.code,
                         box(key.is_small() ? literal(key, nullptr) : Term{types_.atom(key), shape::atoms({key})})}),
              shape::dynamic()};
    default: throw Unsupported{"a field of what may be no record", &at};
  }
}

// [x \in S |-> e][y]: e, for y.
std::optional<Term> Generator::applied(const Form& function, const Expr& argument, Env& env, ShapeRef want) {
  const Expr& f = *function.expr;
  const bool listed = f.bindings.size() > 1;
  if (listed &&
      (argument.kind != Kind::Apply || argument.op != Op::TupleOf || argument.args.size() != f.bindings.size()))
    return std::nullopt;
  for (const core::Binding& b : f.bindings)
    if (b.tuple || b.set == nullptr) return std::nullopt;
  Block body;
  // A frame of its own: it may be applied again to what is in its body.
  Env& inner = frame(0);
  inner = *function.env;
  for (size_t i = 0; i < f.bindings.size(); ++i) {
    const core::Binding& b = f.bindings[i];
    const Term x = local(value(listed ? *argument.args[i] : argument, env), "x", body);
    const cpp::Expr in = member(x, resolve(*b.set, *function.env));
    if (!cpp::is_literal(in, "true")) body.push_back(cpp::when(cpp::negate(in), {cpp::evaluate(cpp::call("misfit"))}));
    inner.slots.at(b.slots[0]) = {Slot::Kind::Known, x, nullptr, nullptr};
  }
  const Term t = value(*f.args[0], inner, want);
  if (body.empty()) return t;
  body.push_back(cpp::give(t.code));
  return Term{cpp::immediately(std::move(body)), t.shape};
}

Term Generator::application(const Term& function, const Expr& argument, Env& env, const Expr& at) {
  const Term f = narrowed(function, {S::Function, S::Sequence, S::Partial});
  if ((f.shape->kind == S::Function && !f.shape->keys.empty()) || f.shape->kind == S::Union) {
    if (const auto key = constant(resolve(argument, env)); key && !key->is_object()) {
      if (f.shape->kind == S::Function && find_key(f.shape, *key) < 0) {
        ShapeRef all = shape::never();  // where it is asked for, there is no value
        for (const ShapeRef p : f.shape->parts) all = joined(all, p);
        return {cpp::call("no_value<" + type(all) + ">"), all};
      }
      return field(f, *key, at);
    }
  }
  return application(f, value(argument, env, f.shape->kind == S::Partial ? f.shape->parts[0] : nullptr), at);
}

Term Generator::application(const Term& function, const Term& argument, const Expr& at) {
  for (const auto& [variable, p] : patches_) {
    if (!p.argument.empty() && next_[variable]->code.operator->() == function.code.operator->() &&
        cpp::print(argument.code) == p.argument)
      return {cpp::call("at_place", {cpp::name(p.path[0]), cpp::name(p.item)}), function.shape->parts[0]};
  }
  const Term f = narrowed(function, {S::Function, S::Sequence, S::Partial});
  switch (f.shape->kind) {
    case S::Function: {
      if (f.shape->keys.empty()) throw Unsupported{"an application of the empty function", &at};
      descriptor(f.shape);
      const ShapeRef key = key_shape(f.shape);
      const Term x = key->kind == S::Range ? integer(argument, at) : narrowed(argument, {key->kind});
      if (!Types::is_array(f.shape)) {
        // Each key has a type of its own.
        ShapeRef all = shape::never();
        for (const ShapeRef p : f.shape->parts) all = joined(all, p);
        if (f.shape->keys.size() > 16) throw Unsupported{"a function with many types", &at};
        Block body;
        const Term g = local(f, "f", body), k = local(x, "key", body);
        cpp::Expr result = {};
        for (size_t i = f.shape->keys.size(); i-- > 0;) {
          const cpp::Expr item = convert({cpp::member(g.code, types_.member(f.shape, i)), f.shape->parts[i]}, all);
          const cpp::Expr is = equal(k, literal(f.shape->keys[i], nullptr));
          result = result ? cpp::conditional(is, item, result) : cpp::call("require<" + type(all) + ">", {is, item});
        }
        if (body.empty()) return {result, all};
        body.push_back(cpp::give(result));
        return {cpp::immediately(std::move(body)), all};
      }
      if (key->kind == S::Union) return {cpp::call(f.code, {convert(x, key)}), f.shape->parts[0]};
      if (key->kind != x.shape->kind) throw Unsupported{"an argument of another kind", &at};
      if (covers(f.shape->keys, x.shape)) return {cpp::method(f.code, "of", {x.code}), f.shape->parts[0]};
      return {cpp::call(f.code, {convert(x, same_type(key, x.shape) ? x.shape : key)}), f.shape->parts[0]};
    }
    case S::Sequence: return {cpp::call(f.code, {integer(argument, at).code}), f.shape->parts[0]};
    case S::Partial: return {cpp::call(f.code, {convert(argument, f.shape->parts[0])}), f.shape->parts[1]};
    case S::Union: return by_alternative(f, at, [&](const Term& one) { return application(one, argument, at); });
    case S::Dynamic:
      return {cpp::call("apply_op", {cpp::integer(static_cast<int64_t>(Op::Apply)), f.code, box(argument)}),
              shape::dynamic()};
    default: throw Unsupported{"an application of what may be no function", &at};
  }
}

Term Generator::domain(const Term& function, const Expr& at) {
  const Term f = narrowed(function, {S::Function, S::Sequence, S::Partial});
  switch (f.shape->kind) {
    case S::Function: {
      runtime::Context context;
      return known_when_valued(f.code, literal(runtime::intern(context, runtime::make_set(context, f.shape->keys)), nullptr));
    }
    case S::Sequence: {
      const ShapeRef s = wanted_set(shape::range(1, std::max<int64_t>(1, f.shape->capacity)), nullptr);
      return {cpp::call("interval<" + descriptor(s) + ">", {cpp::integer(1), cpp::call("length", {f.code})}), s};
    }
    case S::Partial:
      return {cpp::member(f.code, "domain"), f.shape->capacity > 0 ? shape::set(f.shape->parts[0], f.shape->capacity)
                                                                    : wanted_set(f.shape->parts[0], nullptr)};
    case S::Union: return by_alternative(f, at, [&](const Term& one) { return domain(one, at); });
    case S::Dynamic:
      return {cpp::call("apply_op", {cpp::integer(static_cast<int64_t>(Op::Domain)), f.code}), shape::dynamic()};
    default: throw Unsupported{"the domain of what may be no function", &at};
  }
}

// [x \in S, y \in T |-> e], a function of pairs
Term Generator::function_of_several(const Expr& e, Env& env, ShapeRef want) {
  std::vector<std::vector<Value>> domains;
  std::vector<Value> keys;
  runtime::Context context;
  for (const auto& b : e.bindings) {
    const auto set = b.set != nullptr && !b.tuple ? listed(resolve(*b.set, env)) : std::nullopt;
    if (!set) throw Unsupported{"a function of several arguments", &e};
    domains.push_back(*set);
  }
  std::vector<Value> tuple(domains.size());
  const auto combine = [&](auto&& self, size_t at) -> void {
    if (at == domains.size()) return keys.push_back(runtime::intern(context, runtime::make_tuple(context, tuple)));
    for (const Value v : domains[at]) {
      tuple[at] = v;
      self(self, at + 1);
    }
  };
  combine(combine, 0);
  if (keys.empty()) return literal(runtime::empty_tuple(), want);
  const bool wanted =
      want != nullptr && want->kind == S::Function && same_keys(want->keys, keys) && Types::is_array(want);
  std::vector<std::string> names;
  for (size_t i = 0; i < domains.size(); ++i) {
    ShapeRef s = shape::never();
    for (const Value v : domains[i]) s = joined(s, shape::of(v));
    names.push_back(slot_name(*e.args[0], e.bindings[i].slots[0], "x"));
    env.slots.at(e.bindings[i].slots[0]) = {Slot::Kind::Known, {cpp::name(names.back()), s}, nullptr, nullptr};
  }
  const Term t = value(*e.args[0], env, wanted ? want->parts[0] : nullptr);
  const bool fits = wanted && takes(want->parts[0], t.shape);
  const ShapeRef part = fits ? want->parts[0] : t.shape;
  const ShapeRef s = fits ? want : shape::settled(shape::function(keys, std::vector<ShapeRef>(keys.size(), part)));
  if (s->kind != S::Function) throw Unsupported{"a function without a type", &e};
  const std::string name = fresh("f"), at = fresh("at");
  Block inner{cpp::assign(cpp::index(cpp::member(cpp::name(name), "items"), cpp::name(at + "++")), convert(t, part))};
  for (size_t i = domains.size(); i-- > 0;)
    inner = {cpp::for_each(names[i], cpp::call("every<" + types_.keys(domains[i]) + ">"), std::move(inner))};
  Block body{cpp::declare(type(s, "Function"), name), cpp::declare("uint64_t", at, cpp::integer(0))};
  body.insert(body.end(), inner.begin(), inner.end());
  body.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(body)), s};
}

// [x \in S |-> e]
Term Generator::function(const Expr& e, Env& env, ShapeRef want) {
  if (e.self >= 0) throw Unsupported{"a recursive function", &e};
  if (e.bindings.size() != 1) return function_of_several(e, env, want);
  const core::Binding& b = e.bindings[0];
  const Form form = resolve(*b.set, env);
  const std::string name = fresh("f");
  Block body;
  if (const auto set = listed(form)) {
    const std::vector<Value>& keys = *set;
    if (keys.empty()) return literal(runtime::empty_tuple(), want);
    const bool wanted = want != nullptr && want->kind == S::Function && same_keys(want->keys, keys);
    const std::string key = b.tuple ? fresh("key") : slot_name(*e.args[0], b.slots[0], "x");
    if (wanted && !Types::is_array(want)) {  // each key for itself
      if (keys.size() > 64) throw Unsupported{"a function with many types", &e};
      std::vector<Term> values;
      for (size_t i = 0; i < keys.size(); ++i) {
        bind_element(b, literal(keys[i], nullptr), *e.args[0], env, body);
        values.push_back(value(*e.args[0], env, want->parts[i]));
      }
      const Term all = construct(want, keys, values);
      if (body.empty()) return all;
      body.push_back(cpp::give(all.code));
      return {cpp::immediately(std::move(body)), all.shape};
    }
    ShapeRef shape_of_key = shape::never();
    for (const Value k : keys) shape_of_key = joined(shape_of_key, shape::of(k));
    const std::string descriptor_of_keys = types_.keys(keys);
    Block item;
    bind_element(b, {cpp::name(key), shape_of_key}, *e.args[0], env, item);
    const Term t = value(*e.args[0], env, wanted ? want->parts[0] : nullptr);
    const bool fits = wanted && takes(want->parts[0], t.shape);
    const ShapeRef part = fits ? want->parts[0] : t.shape;
    const ShapeRef s = fits ? want : shape::settled(shape::function(keys, std::vector<ShapeRef>(keys.size(), part)));
    if (s->kind != S::Function) throw Unsupported{"a function without a type", &e};
    body.push_back(cpp::declare(type(s, "Function"), name));
    item.push_back(cpp::assign(cpp::method(cpp::name(name), "of", {cpp::name(key)}), convert(t, part)));
    body.push_back(cpp::for_each(key, cpp::call("every<" + descriptor_of_keys + ">"), std::move(item)));
    body.push_back(cpp::give(cpp::name(name)));
    return {cpp::immediately(std::move(body)), s};
  }
  ShapeRef s = nullptr;
  const auto is_of_sequence = [&](const Expr& f) {
    return narrowed(value(f, *form.env), {S::Sequence, S::Function, S::Partial}).shape->kind == S::Sequence;
  };
  const bool from_one =
      form.expr->kind == Kind::Apply && ((form.expr->op == Op::Interval && form.expr->args[0]->kind == Kind::Constant &&
                                          same(form.expr->args[0]->value, Value::integer(1))) ||
                                         (form.expr->op == Op::Domain && is_of_sequence(*form.expr->args[0])));
  iterate(form, body, slot_name(*e.args[0], b.slots[0], "x"), [&](const Term& element, Block& inner) {
    bind_element(b, element, *e.args[0], env, inner);
    const bool sequence = element.shape->kind == S::Range && element.shape->low == 1 && from_one;
    const bool wanted = want != nullptr && want->kind == (sequence ? S::Sequence : S::Partial);
    const ShapeRef part = wanted ? want->parts[sequence ? 0 : 1] : nullptr;
    const Term t = value(*e.args[0], env, part);
    const bool fits = wanted && takes(part, t.shape);
    if (sequence) {
      s = fits ? want
               : shape::settled(
                     shape::sequence(t.shape, static_cast<uint32_t>(std::min<int64_t>(element.shape->high, 64))));
      inner.push_back(cpp::assign(cpp::name(name), cpp::method(cpp::name(name), "append", {convert(t, s->parts[0])})));
    } else {
      s = fits ? want : shape::settled(shape::partial(element.shape, t.shape, kRoom));
      if (s->kind != S::Partial) throw Unsupported{"a function of too many arguments", &e};
      inner.push_back(
          cpp::evaluate(cpp::method(cpp::name(name), "set", {convert(element, s->parts[0]), convert(t, s->parts[1])})));
    }
  });
  if (s == nullptr) throw Unsupported{"a function of an empty set", &e};
  body.insert(body.begin(), cpp::declare(type(s, "Function"), name));
  body.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(body)), s};
}

}  // namespace trestle::codegen
