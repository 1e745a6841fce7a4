// From one C++ type to another for the same value; between C++ values and the host's.
#include <algorithm>

#include <fmt/format.h>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"
#include "translator/runtime/atoms.h"

namespace trestle::codegen {

using S = Shape::Kind;
namespace shape = runtime::shape;

// Sets that have bits in native code, whatever they have in a state.
static bool same_bits(ShapeRef a, ShapeRef b) {
  return a->kind == S::Set && b->kind == S::Set && a->parts[0] == b->parts[0] && !a->lists() && !b->lists();
}

bool Generator::same_type(ShapeRef a, ShapeRef b) {
  return a == b || (scalar(a) && a->kind == b->kind) || same_bits(a, b);
}

bool Generator::takes(ShapeRef wanted, ShapeRef given) const {
  if (shape::contains(wanted, given)) return true;
  return firm_ && wanted->kind == given->kind && given->kind != S::Dynamic &&
         (given->kind != S::Function || same_keys(wanted, given));
}

Term Generator::narrowed(const Term& t, std::initializer_list<Shape::Kind> kinds) {
  if (t.shape->kind != S::Union) return t;
  ShapeRef only = nullptr;
  for (const ShapeRef p : t.shape->parts) {
    if (std::find(kinds.begin(), kinds.end(), p->kind) == kinds.end()) continue;
    if (only != nullptr) return t;
    only = p;
  }
  return only == nullptr ? t : Term{convert(t, only), only};
}

Term Generator::by_alternative(const Term& t, const Expr& at, const std::function<Term(const Term&)>& f) {
  if (t.shape->kind != S::Union) return f(t);
  descriptor(t.shape);
  Block body;
  const Term u = local(t, "either", body);
  std::vector<std::pair<size_t, Term>> found;
  ShapeRef all = shape::never();
  for (size_t a = 0; a < u.shape->parts.size(); ++a) {
    const ShapeRef part = u.shape->parts[a];
    const Term alternative = {
        Types::has_fields(part) ? convert(u, part) : cpp::member(u.code, types_.member(u.shape, a, 0)), part};
    try {
      found.emplace_back(a, f(alternative));
    } catch (const Unsupported&) {
      continue;
    }
    all = joined(all, found.back().second.shape);
  }
  if (found.empty()) throw Unsupported{"a value whose forms all lack this", &at};
  const auto is = [&](size_t a) {
    return cpp::infix("==", cpp::member(u.code, "tag"), cpp::integer(static_cast<int64_t>(a)));
  };
  cpp::Expr result = convert(found.back().second, all);
  if (found.size() < u.shape->parts.size())
    result = cpp::call("require<" + type(all) + ">", {is(found.back().first), result});
  for (size_t k = found.size() - 1; k-- > 0;)
    result = cpp::conditional(is(found[k].first), convert(found[k].second, all), result);
  if (body.empty()) return {result, all};
  body.push_back(cpp::give(result));
  return {cpp::immediately(std::move(body)), all};
}

Term Generator::integer(const Term& given, const Expr& at) {
  const Term t = narrowed(given, {S::Range});
  if (t.shape->kind == S::Range) return t;
  if (t.shape->kind == S::Dynamic) return unbox(t.code, shape::range(INT32_MIN, INT32_MAX));
  throw Unsupported{"what may be no integer", &at};
}

Term Generator::local(const Term& t, const std::string& hint, Block& out) {
  if (t.code->kind == cpp::Node::Kind::Name) return t;
  if (t.code->kind == cpp::Node::Kind::Member && t.code->args[0]->kind == cpp::Node::Kind::Name) return t;
  const std::string name = fresh(hint);
  out.push_back(cpp::declare("const " + type(t.shape, hint), name, t.code));
  return {cpp::name(name), t.shape};
}

cpp::Expr Generator::box(const Term& t) {
  if (t.shape->kind == S::Dynamic) return t.code;
  if (t.shape->kind == S::Never) throw Unsupported{"no value"};
  return cpp::call("box<" + descriptor(t.shape) + ">", {cpp::integer(types_.shape_id(t.shape)), t.code});
}

Term Generator::unbox(cpp::Expr value, ShapeRef to) {
  if (to->kind == S::Dynamic) return {value, to};
  return {cpp::call("unbox<" + descriptor(to) + ">", {cpp::integer(types_.shape_id(to)), value}), to};
}

cpp::Expr Generator::convert(const Term& t, ShapeRef to) {
  const ShapeRef from = t.shape;
  if (from == to || same_bits(from, to)) return t.code;
  if (to->kind == S::Dynamic) return box(t);
  if (from->kind == S::Dynamic) return unbox(t.code, to).code;
  if (scalar(from) && from->kind == to->kind) {
    if (shape::contains(to, from)) return t.code;
    return cpp::call("within<" + descriptor(to) + ">", {t.code});
  }
  return cpp::call("converted<" + type(to) + ", " + type(from) + ">", {cpp::name(converter(from, to)), t.code});
}

std::string Generator::converter(ShapeRef from, ShapeRef to) {
  const auto known = converters_.find({from, to});
  if (known != converters_.end()) {
    leaves_out_ = leaves_out_ || incomplete_.contains({from, to});
    return known->second;
  }
  const std::string name = fmt::format("convert_{}", converters_.size() + 1);
  converters_[{from, to}] = name;
  const std::string source = type(from), target = type(to);
  const bool outer = std::exchange(leaves_out_, false);
  Block body = conversion(from, to);
  if (leaves_out_) incomplete_.insert({from, to});
  leaves_out_ = leaves_out_ || outer;
  // An item of a sequence or a map holds anything before it is made: sets and maps grow from nothing, and `==` compares the
  // members of all forms.
  if (to->kind == S::Union || to->kind == S::Set || to->kind == S::Sequence)
    body.insert(body.begin(), cpp::assign(cpp::name("to"), cpp::construct(target)));
  if (to->kind == S::Partial)
    body.insert(body.begin(), cpp::assign(cpp::member(cpp::name("to"), "domain"), cpp::construct("")));
  conversions_ += cpp::print(cpp::Function{
                      fmt::format("{} as {}", shape::print(from).substr(0, 50), shape::print(to).substr(0, 50)),
                      "bool",
                      name,
                      {"[[maybe_unused]] const " + source + "& from", "[[maybe_unused]] " + target + "& to"},
                      std::move(body)}) +
                  "\n";
  return name;
}

Block Generator::conversion(ShapeRef from, ShapeRef to) {
  const cpp::Expr f = cpp::name("from"), t = cpp::name("to"), yes = cpp::boolean(true), no = cpp::boolean(false);
  Block body;
  // What no code is written for is refused: for some values that is not because they are others.
  const auto refused = [&](ShapeRef value, ShapeRef goal) {
    if (shape::meet(value, goal)->kind != S::Never) leaves_out_ = true;
    return Block{cpp::give(no)};
  };
  // One part of `from` into one part of `to`.
  const auto copy = [&](const Term& x, cpp::Expr y, ShapeRef shape_of_y, Block& out) {
    if (same_type(x.shape, shape_of_y)) {
      if (scalar(x.shape) && !shape::contains(shape_of_y, x.shape))
        out.push_back(
            cpp::when(cpp::infix("==", cpp::call(descriptor(shape_of_y) + "::index", {x.code}), cpp::name("kNone")),
                      {cpp::give(no)}));
      out.push_back(cpp::assign(y, x.code));
    } else if (x.shape->kind == S::Dynamic || shape_of_y->kind == S::Dynamic) {
      out.push_back(cpp::assign(y, convert(x, shape_of_y)));
    } else {
      out.push_back(cpp::when(cpp::negate(cpp::call(converter(x.shape, shape_of_y), {x.code, y})), {cpp::give(no)}));
    }
  };
  // The value at key i of a function, or of one alternative of a union.
  const auto item = [&](cpp::Expr object, ShapeRef whole, ShapeRef function, size_t alternative,
                        size_t i) -> cpp::Expr {
    if (whole->kind == S::Union) {
      descriptor(whole);
      if (Types::has_fields(function)) return cpp::member(object, types_.member(whole, alternative, i));
      object = cpp::member(object, types_.member(whole, alternative, 0));
    }
    descriptor(function);
    if (Types::is_array(function))
      return cpp::index(cpp::member(object, "items"), cpp::integer(static_cast<int64_t>(i)));
    return cpp::member(object, types_.member(function, i));
  };
  const auto whole_of = [&](cpp::Expr object, ShapeRef whole, size_t alternative) {
    return whole->kind == S::Union ? cpp::member(object, (descriptor(whole), types_.member(whole, alternative, 0)))
                                   : object;
  };

  if (from->kind == S::Union) {
    for (size_t a = 0; a < from->parts.size(); ++a) {
      const ShapeRef part = from->parts[a];
      Block inner;
      size_t b = 0;
      ShapeRef goal = to;
      if (to->kind == S::Union) {
        while (b < to->parts.size() &&
               !(to->parts[b]->kind == part->kind && (part->kind != S::Function || same_keys(part, to->parts[b]))))
          ++b;
        goal = b < to->parts.size() ? to->parts[b] : nullptr;
        if (goal != nullptr) inner.push_back(cpp::assign(cpp::member(t, "tag"), cpp::integer(static_cast<int64_t>(b))));
      }
      if (goal != nullptr && goal->kind == S::Function && part->kind == S::Function && same_keys(part, goal)) {
        for (size_t i = 0; i < part->keys.size(); ++i)
          copy({item(f, from, part, a, i), part->parts[i]}, item(t, to, goal, b, i), goal->parts[i], inner);
        inner.push_back(cpp::give(yes));
      } else if (goal != nullptr && goal->kind == part->kind && part->kind != S::Function) {
        copy({whole_of(f, from, a), part}, whole_of(t, to, b), goal, inner);
        inner.push_back(cpp::give(yes));
      } else {
        inner = refused(part, to);
      }
      body.push_back(
          cpp::when(cpp::infix("==", cpp::member(f, "tag"), cpp::integer(static_cast<int64_t>(a))), std::move(inner)));
    }
    body.push_back(cpp::give(no));
    return body;
  }
  if (to->kind == S::Union) {
    for (size_t b = 0; b < to->parts.size(); ++b) {
      const ShapeRef goal = to->parts[b];
      if (goal->kind != from->kind || (goal->kind == S::Function && !same_keys(goal, from))) continue;
      descriptor(to);
      body.push_back(cpp::assign(cpp::member(t, "tag"), cpp::integer(static_cast<int64_t>(b))));
      if (goal->kind == S::Function) {
        for (size_t i = 0; i < goal->keys.size(); ++i)
          copy({item(f, from, from, 0, i), from->parts[i]}, item(t, to, goal, b, i), goal->parts[i], body);
      } else {
        copy({f, from}, whole_of(t, to, b), goal, body);
      }
      body.push_back(cpp::give(yes));
      return body;
    }
    if (from->kind != S::Function || !is_tuple(from)) return refused(from, to);
    // A tuple among sequences.
    for (size_t b = 0; b < to->parts.size(); ++b) {
      if (to->parts[b]->kind != S::Sequence) continue;
      descriptor(to);
      body.push_back(cpp::assign(cpp::member(t, "tag"), cpp::integer(static_cast<int64_t>(b))));
      copy({f, from}, whole_of(t, to, b), to->parts[b], body);
      body.push_back(cpp::give(yes));
      return body;
    }
    return refused(from, to);
  }
  if (from->kind == S::Set && to->kind == S::Set) {
    if (from->parts[0]->kind == S::Never) return {cpp::give(yes)};
    if (to->parts[0]->kind == S::Never) return {cpp::give(cpp::method(f, "empty"))};
    const ShapeRef a = from->parts[0], b = to->parts[0];
    if (a == b && from->lists() && to->lists()) return {cpp::give(cpp::method(t, "take", {f}))};
    Block inner;
    cpp::Expr x = cpp::name("x");
    if (!same_type(a, b)) {
      inner.push_back(cpp::declare(type(b), "y"));
      copy({x, a}, cpp::name("y"), b, inner);
      x = cpp::name("y");
    }
    inner.push_back(cpp::declare("const uint64_t", "i", cpp::call(descriptor(b) + "::index", {x})));
    inner.push_back(cpp::when(cpp::infix("==", cpp::name("i"), cpp::name("kNone")), {cpp::give(no)}));
    inner.push_back(cpp::evaluate(cpp::method(t, "insert_number", {cpp::name("i")})));
    body.push_back(cpp::for_each("x", cpp::call("each<" + descriptor(a) + ">", {f}), std::move(inner)));
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Function && to->kind == S::Function) {
    if (!same_keys(from, to)) return {cpp::give(no)};
    if (Types::is_array(from) && Types::is_array(to)) {
      Block inner;
      copy({cpp::index(cpp::member(f, "items"), cpp::name("i")), from->parts[0]},
           cpp::index(cpp::member(t, "items"), cpp::name("i")), to->parts[0], inner);
      body.push_back(cpp::for_range("i", cpp::integer(0), cpp::integer(static_cast<int64_t>(from->keys.size()) - 1),
                                    std::move(inner)));
    } else {
      for (size_t i = 0; i < from->keys.size(); ++i)
        copy({item(f, from, from, 0, i), from->parts[i]}, item(t, to, to, 0, i), to->parts[i], body);
    }
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Function && to->kind == S::Sequence && is_tuple(from)) {
    if (from->keys.size() > to->capacity) return {cpp::give(no)};
    for (size_t i = 0; i < from->keys.size(); ++i)
      copy({item(f, from, from, 0, i), from->parts[i]},
           cpp::index(cpp::member(t, "items"), cpp::integer(static_cast<int64_t>(i))), to->parts[0], body);
    body.push_back(cpp::assign(cpp::member(t, "size"), cpp::integer(static_cast<int64_t>(from->keys.size()))));
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Sequence && to->kind == S::Function && is_tuple(to)) {
    body.push_back(
        cpp::when(cpp::infix("!=", cpp::member(f, "size"), cpp::integer(static_cast<int64_t>(to->keys.size()))),
                  {cpp::give(no)}));
    for (size_t i = 0; i < to->keys.size(); ++i)
      copy({cpp::index(cpp::member(f, "items"), cpp::integer(static_cast<int64_t>(i))), from->parts[0]},
           item(t, to, to, 0, i), to->parts[i], body);
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Sequence && to->kind == S::Sequence) {
    if (from->capacity > to->capacity)
      body.push_back(cpp::when(cpp::infix(">", cpp::member(f, "size"), cpp::integer(to->capacity)), {cpp::give(no)}));
    Block inner;
    if (from->parts[0]->kind != S::Never) {
      copy({cpp::index(cpp::member(f, "items"), cpp::name("i")), from->parts[0]},
           cpp::index(cpp::member(t, "items"), cpp::name("i")), to->parts[0], inner);
      body.push_back(cpp::for_range("i", cpp::integer(0), cpp::infix("-", cpp::call("length", {f}), cpp::integer(1)),
                                    std::move(inner)));
    }
    body.push_back(cpp::assign(cpp::member(t, "size"), cpp::member(f, "size")));
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Function && to->kind == S::Partial) {
    for (size_t i = 0; i < from->keys.size(); ++i) {
      const ShapeRef key = shape::of(from->keys[i]);
      if (!shape::contains(to->parts[0], key)) return {cpp::give(no)};
      Block inner{cpp::declare("const uint64_t", "i",
                               cpp::call(descriptor(to->parts[0]) + "::index",
                                         {convert(literal(from->keys[i], to->parts[0]), to->parts[0])}))};
      inner.push_back(cpp::declare("auto&", "item", cpp::method(t, "put", {cpp::name("i")})));
      copy({item(f, from, from, 0, i), from->parts[i]}, cpp::name("item"), to->parts[1], inner);
      body.push_back(cpp::block(std::move(inner)));
    }
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Partial && to->kind == S::Function) {
    const ShapeRef keys = from->parts[0];
    body.push_back(cpp::when(cpp::infix("!=", cpp::method(cpp::member(f, "domain"), "size"),
                                        cpp::integer(static_cast<int64_t>(to->keys.size()))),
                             {cpp::give(no)}));
    for (size_t i = 0; i < to->keys.size(); ++i) {
      if (!shape::contains(keys, shape::of(to->keys[i]))) return {cpp::give(no)};
      const cpp::Expr key = convert(literal(to->keys[i], keys), keys);
      body.push_back(cpp::when(cpp::negate(cpp::method(f, "contains", {key})), {cpp::give(no)}));
      copy({cpp::call(f, {key}), from->parts[1]}, item(t, to, to, 0, i), to->parts[i], body);
    }
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Sequence && to->kind == S::Partial) {
    if (from->parts[0]->kind == S::Never || to->parts[0]->kind != S::Range) {
      leaves_out_ = leaves_out_ || to->parts[0]->kind == S::Union;
      return {cpp::give(cpp::infix("==", cpp::member(f, "size"), cpp::integer(0)))};
    }
    Block inner{cpp::declare("const uint64_t", "k", cpp::call(descriptor(to->parts[0]) + "::index", {cpp::name("i")}))};
    inner.push_back(cpp::when(cpp::infix("==", cpp::name("k"), cpp::name("kNone")), {cpp::give(no)}));
    inner.push_back(cpp::declare("auto&", "item", cpp::method(t, "put", {cpp::name("k")})));
    copy({cpp::call(f, {cpp::name("i")}), from->parts[0]}, cpp::name("item"), to->parts[1], inner);
    body.push_back(cpp::for_range("i", cpp::integer(1), cpp::call("length", {f}), std::move(inner)));
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Partial && to->kind == S::Sequence) {
    if (from->parts[0]->kind != S::Range || to->parts[0]->kind == S::Never) {
      leaves_out_ = leaves_out_ || from->parts[0]->kind == S::Union;
      return {cpp::give(cpp::method(cpp::member(f, "domain"), "empty"))};
    }
    Block inner{cpp::when(
        cpp::infix("||", cpp::infix("!=", cpp::name("k"), cpp::infix("+", cpp::call("length", {t}), cpp::integer(1))),
                   cpp::infix(">", cpp::name("k"), cpp::integer(to->capacity))),
        {cpp::give(no)})};
    copy({cpp::call(f, {cpp::name("k")}), from->parts[1]},
         cpp::index(cpp::member(t, "items"), cpp::infix("-", cpp::name("k"), cpp::integer(1))), to->parts[0], inner);
    inner.push_back(cpp::assign(cpp::member(t, "size"), cpp::infix("+", cpp::member(t, "size"), cpp::integer(1))));
    body.push_back(each_key({f, from}, "k", std::move(inner)));
    body.push_back(cpp::give(yes));
    return body;
  }
  if (from->kind == S::Partial && to->kind == S::Partial) {
    Block inner;
    cpp::Expr key = cpp::name("k");
    if (!same_type(from->parts[0], to->parts[0])) {
      inner.push_back(cpp::declare(type(to->parts[0]), "key"));
      copy({key, from->parts[0]}, cpp::name("key"), to->parts[0], inner);
      key = cpp::name("key");
    }
    inner.push_back(cpp::declare("const uint64_t", "i", cpp::call(descriptor(to->parts[0]) + "::index", {key})));
    inner.push_back(cpp::when(cpp::infix("==", cpp::name("i"), cpp::name("kNone")), {cpp::give(no)}));
    inner.push_back(cpp::declare("auto&", "item", cpp::method(t, "put", {cpp::name("i")})));
    copy({cpp::call(f, {cpp::name("k")}), from->parts[1]}, cpp::name("item"), to->parts[1], inner);
    body.push_back(each_key({f, from}, "k", std::move(inner)));
    body.push_back(cpp::give(yes));
    return body;
  }
  return refused(from, to);
}

}  // namespace trestle::codegen
