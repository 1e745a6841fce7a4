// Functions made of others: EXCEPT, :> and @@.
#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

// The shape with what the updates put in it: a recursion that counts in a function must see that it grows.
ShapeRef Generator::updated(const Expr& except, ShapeRef s, Env& env) {
  const Firmness soft = softly();
  for (const auto& u : except.updates) {
    if (u.path.size() != 1 || (s->kind != S::Function && s->kind != S::Partial)) continue;
    std::optional<int64_t> at;
    if (u.path[0].index == nullptr && s->kind == S::Function) at = find_key(s, Value::string(u.path[0].field));
    if ((at && *at < 0) || (!at && s->kind == S::Function && !Types::is_array(s))) continue;
    const ShapeRef part = s->kind == S::Partial ? s->parts[1] : s->parts[at ? static_cast<size_t>(*at) : 0];
    if (u.at_slot >= 0) env.slots.at(static_cast<size_t>(u.at_slot)) = {Slot::Kind::Known, {cpp::name("at"), part}, nullptr, nullptr};
    const ShapeRef given = value(*u.value, env, part).shape;
    if (takes(part, given)) continue;
    std::vector<ShapeRef> parts = s->parts;
    for (size_t i = 0; i < parts.size(); ++i)
      if (s->kind == S::Partial ? i == 1 : !at || i == static_cast<size_t>(*at)) parts[i] = joined(part, given);
    const ShapeRef wide = shape::settled(shape::with_parts(s, std::move(parts)));
    if (wide->kind == s->kind) s = wide;
  }
  return s;
}

Term Generator::except(const Expr& e, Env& env, ShapeRef want) {
  const Term f = value(*e.args[0], env, want);
  ShapeRef s = want != nullptr && (f.shape == want || (want->kind == f.shape->kind && shape::contains(want, f.shape)))
                   ? want
                   : f.shape;
  if (s->kind == S::Dynamic) throw Unsupported{"EXCEPT of any value", &e};
  if (!firm_ || s != want) s = updated(e, s, env);
  const std::string name = fresh("updated");
  Block body{cpp::declare(type(s), name, convert(f, s))};
  for (const auto& u : e.updates) update({cpp::name(name), s}, u, 0, env, body, e);
  body.push_back(cpp::give(cpp::name(name)));
  return {cpp::immediately(std::move(body)), s};
}

// What is done where an EXCEPT changes nothing at this step of its path: the host tells the user.
Block Generator::ignored(const Expr& except, const core::PathStep& step) {
  if (library_) return {};
  const auto number = static_cast<int64_t>(unit_.ignored.size());
  unit_.ignored.emplace_back(&except, step.index ? std::nullopt : std::optional(step.field));
  return {cpp::evaluate(cpp::call("ignored", {cpp::integer(number)}))};
}

void Generator::update(const Term& place, const core::Update& u, size_t step, Env& env, Block& out, const Expr& at) {
  if (step == u.path.size()) {
    if (u.at_slot >= 0) env.slots.at(static_cast<size_t>(u.at_slot)) = {Slot::Kind::Known, place, nullptr, nullptr};
    out.push_back(cpp::assign(place.code, as_type(*u.value, env, place.shape)));
    return;
  }
  const core::PathStep& p = u.path[step];
  const ShapeRef s = place.shape;
  const auto nothing = [&] { return ignored(at, p); };
  const auto inside = [&](const Term& item, cpp::Expr known, const Block& otherwise) {
    Block inner;
    update(item, u, step + 1, env, inner, at);
    if (cpp::is_literal(known, "true")) {
      out.insert(out.end(), inner.begin(), inner.end());
    } else {
      out.push_back(cpp::when(std::move(known), std::move(inner), otherwise));
    }
  };
  std::optional<Value> key;
  if (p.index == nullptr)
    key = Value::string(p.field);
  else if (const auto c = constant(resolve(*p.index, env)); c && !c->is_object())
    key = *c;
  switch (s->kind) {
    case S::Function: {
      descriptor(s);
      if (key) {
        const int64_t i = find_key(s, *key);
        if (i < 0) {  // outside the domain nothing changes
          const Block told = nothing();
          out.insert(out.end(), told.begin(), told.end());
          return;
        }
        return inside(field(place, *key, at), cpp::boolean(true), {});
      }
      if (!Types::is_array(s)) {
        if (s->keys.size() > 16) throw Unsupported{"EXCEPT at an index of a function with many types", &at};
        const Term x = local(narrowed(value(*p.index, env), {key_shape(s)->kind}), "key", out);
        cpp::Expr any = cpp::boolean(covers(s->keys, x.shape));
        for (size_t i = 0; i < s->keys.size(); ++i) {
          const cpp::Expr is = equal(x, literal(s->keys[i], nullptr));
          inside({cpp::member(place.code, types_.member(s, i)), s->parts[i]}, is, {});
          any = cpp::infix("||", any, is);
        }
        if (!library_ && !cpp::is_literal(any, "true")) out.push_back(cpp::when(cpp::negate(any), nothing()));
        return;
      }
      const std::string descriptor_of_keys = types_.keys(s->keys);
      const ShapeRef key_type = key_shape(s);
      const Term x = narrowed(value(*p.index, env), {key_type->kind});
      if (x.shape->kind != key_type->kind && key_type->kind != S::Union)
        throw Unsupported{"an index of another kind", &at};
      const cpp::Expr of = convert(x, same_type(key_type, x.shape) ? x.shape : key_type);
      if (covers(s->keys, x.shape))
        return inside({cpp::method(place.code, "of", {of}), s->parts[0]}, cpp::boolean(true), {});
      const std::string i = fresh("i");
      out.push_back(cpp::declare("const uint64_t", i, cpp::call(descriptor_of_keys + "::index", {of})));
      return inside({cpp::index(cpp::member(place.code, "items"), cpp::name(i)), s->parts[0]},
                    cpp::infix("!=", cpp::name(i), cpp::name("kNone")), nothing());
    }
    case S::Sequence: {
      if (p.index == nullptr) return;
      const Term i = local(integer(value(*p.index, env), at), "i", out);
      return inside(
          {cpp::index(cpp::member(place.code, "items"), cpp::infix("-", i.code, cpp::integer(1))), s->parts[0]},
          cpp::call("in_domain", {place.code, i.code}), nothing());
    }
    case S::Partial: {
      if (p.index == nullptr) throw Unsupported{"EXCEPT at a field of a function", &at};
      const std::string i = fresh("i");
      out.push_back(cpp::declare(
          "const uint64_t", i, cpp::call(descriptor(s->parts[0]) + "::index", {as_type(*p.index, env, s->parts[0])})));
      return inside({cpp::method(place.code, "item", {cpp::name(i)}), s->parts[1]},
                    cpp::method(cpp::member(place.code, "domain"), "has_number", {cpp::name(i)}), nothing());
    }
    case S::Union: {
      if (!key) throw Unsupported{"EXCEPT at an index of what has several forms", &at};
      descriptor(s);
      for (size_t a = 0; a < s->parts.size(); ++a) {
        const cpp::Expr is = cpp::infix("==", cpp::member(place.code, "tag"), cpp::integer(static_cast<int64_t>(a)));
        if (scalar(s->parts[a])) {  // which is no function
          out.push_back(cpp::when(is, {cpp::evaluate(cpp::call("misfit"))}));
          continue;
        }
        if (s->parts[a]->kind != S::Function || !Types::has_fields(s->parts[a]))
          throw Unsupported{"EXCEPT of several forms", &at};
        const int64_t i = find_key(s->parts[a], *key);
        if (i < 0) {
          if (!library_) out.push_back(cpp::when(is, nothing()));
          continue;
        }
        inside({cpp::member(place.code, types_.member(s, a, static_cast<size_t>(i))),
                s->parts[a]->parts[static_cast<size_t>(i)]},
               is, {});
      }
      return;
    }
    default: throw Unsupported{"EXCEPT of what may be no function", &at};
  }
}

// k :> v
Term Generator::pair(const Expr& e, Env& env, ShapeRef want) {
  const bool wanted = want != nullptr && want->kind == S::Partial;
  const Term key = value(*e.args[0], env, wanted ? want->parts[0] : nullptr);
  const Term v = value(*e.args[1], env, wanted ? want->parts[1] : nullptr);
  const bool fits = wanted && same_type(want->parts[0], key.shape) && takes(want->parts[0], key.shape) &&
                    takes(want->parts[1], v.shape);
  const ShapeRef s = fits ? want : shape::settled(shape::partial(key.shape, v.shape));
  if (s->kind != S::Partial) throw Unsupported{"a function without a type", &e};
  const std::string name = fresh("pair");
  return {cpp::immediately(
              {cpp::declare(type(s, "Pair"), name),
               cpp::evaluate(cpp::method(cpp::name(name), "set", {convert(key, s->parts[0]), convert(v, s->parts[1])})),
               cpp::give(cpp::name(name))}),
          s};
}

Generator::Functions Generator::functions(const Expr& e, Env& env, ShapeRef want) {
  Functions both;
  if (want != nullptr && want->kind == S::Partial) both.wanted = want;
  both.f = narrowed(value(*e.args[0], env, both.wanted), {S::Partial, S::Function, S::Sequence});
  both.g = narrowed(value(*e.args[1], env, both.wanted), {S::Partial, S::Function, S::Sequence});
  return both;
}

cpp::Statement Generator::each_key(const Term& partial, const std::string& key, Block body) {
  const std::string keys = descriptor(partial.shape->parts[0]);
  return cpp::for_each(key, cpp::call("each<" + keys + ">", {cpp::member(partial.code, "domain")}), std::move(body));
}

// f @@ g of records, or of others whose keys are known: one with all the keys.
Term Generator::merged(const Term& f, const Term& g, ShapeRef want, const Expr& at) {
  runtime::Context context;
  const Value domain = runtime::intern(runtime::cup(context, f.shape->domain, g.shape->domain));
  const std::vector<Value> keys(domain->span().begin(), domain->span().end());
  Block body;
  const Term first = local(f, "first", body), second = local(g, "second", body);
  std::vector<Term> values;
  for (const Value key : keys) values.push_back(field(find_key(f.shape, key) >= 0 ? first : second, key, at));
  const Term both = construct(want, keys, values);
  body.push_back(cpp::give(both.code));
  return {cpp::immediately(std::move(body)), both.shape};
}

// f @@ g: where both have a value, f's
Term Generator::override(const Expr& e, Env& env, ShapeRef want) {
  const auto [f, g, wanted] = functions(e, env, want);
  if (f.shape->kind == S::Function && g.shape->kind == S::Function && wanted == nullptr) return merged(f, g, want, e);
  if (f.shape->kind != S::Partial && g.shape->kind != S::Partial)
    throw Unsupported{"@@ of what may be no functions", &e};
  ShapeRef s = wanted != nullptr ? wanted : joined(f.shape, g.shape);
  if (s->kind != S::Partial) throw Unsupported{"@@ of functions without a common type", &e};
  if (wanted == nullptr && s->capacity > 0)
    s = shape::settled(shape::partial(s->parts[0], s->parts[1], std::max(s->capacity, kRoom)));
  const std::string result = fresh("both"), key = fresh("key");
  Block body{cpp::declare(type(s), result, convert(g, s))};
  const Term first = local({convert(f, s), s}, "first", body);
  body.push_back(each_key(first, key, {cpp::evaluate(cpp::method(cpp::name(result), "set",
                                                                 {cpp::name(key), cpp::call(first.code, {cpp::name(key)})}))}));
  body.push_back(cpp::give(cpp::name(result)));
  return {cpp::immediately(std::move(body)), s};
}

// B1 (+) B2, B1 (-) B2: what is not in a bag is in it no times.
Term Generator::bag(const Expr& e, Env& env, ShapeRef want) {
  const bool sum = e.op == Op::BagSum;
  const auto [f, g, wanted] = functions(e, env, want);
  int64_t most = 0;
  for (const ShapeRef bag : {f.shape, g.shape}) {
    int64_t here = 0;
    const bool function = bag->kind == S::Function || bag->kind == S::Sequence || bag->kind == S::Partial;
    for (size_t i = bag->kind == S::Partial ? 1 : 0; function && i < bag->parts.size(); ++i) {
      const ShapeRef times = bag->parts[i];
      if (times->kind != S::Range || times->low < 1) throw Unsupported{"what may be no bag", &e};
      here = std::max(here, times->high);
    }
    if (!function) throw Unsupported{"what may be no bag", &e};
    most += here;
  }
  ShapeRef s = wanted != nullptr ? wanted : joined(f.shape, g.shape);
  if (s->kind != S::Partial || most > INT32_MAX) throw Unsupported{"bags without a common type", &e};
  if (wanted == nullptr) {
    const uint32_t room = s->capacity > 0 ? std::max(s->capacity, kRoom) : 0;
    s = shape::settled(shape::partial(s->parts[0], shape::range(1, most), room));
    if (s->kind != S::Partial) throw Unsupported{"a bag of too many kinds", &e};
  }
  const std::string result = fresh("bag"), key = fresh("key");
  Block body;
  const Term first = local({convert(f, s), s}, "first", body), second = local({convert(g, s), s}, "second", body);
  body.push_back(sum ? cpp::declare(type(s), result, first.code) : cpp::declare(type(s), result, cpp::construct(type(s))));
  // How often the key is in the one that is looked into.
  const cpp::Expr at = cpp::name(key);
  const Term& other = sum ? first : second;
  const cpp::Expr there = cpp::conditional(cpp::method(other.code, "contains", {at}), cpp::call(other.code, {at}), cpp::integer(0));
  const Term& walked = sum ? second : first;
  const cpp::Expr times = cpp::infix(sum ? "+" : "-", cpp::call(walked.code, {at}), there);
  const auto set = [&](const cpp::Expr& value) { return cpp::evaluate(cpp::method(cpp::name(result), "set", {at, value})); };
  Block each;
  if (sum) {
    each.push_back(set(times));
  } else {
    const std::string left = fresh("left");
    each.push_back(cpp::declare("const int64_t", left, times));
    each.push_back(cpp::when(cpp::infix(">", cpp::name(left), cpp::integer(0)), {set(cpp::name(left))}));
  }
  body.push_back(each_key(walked, key, std::move(each)));
  body.push_back(cpp::give(cpp::name(result)));
  return {cpp::immediately(std::move(body)), s};
}

}  // namespace trestle::codegen
