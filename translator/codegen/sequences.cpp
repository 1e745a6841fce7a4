// Sequences and their operators.
#include <algorithm>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"

namespace trestle::codegen {

using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

// A tuple is a sequence, too.
Term Generator::as_sequence(const Term& given, ShapeRef want) {
  const Term t = narrowed(given, {S::Sequence, S::Function});
  if (t.shape->kind == S::Sequence) return t;
  if (t.shape->kind == S::Union && t.code) {
    // The longest of its sequences and tuples.
    ShapeRef all = shape::never();
    for (const ShapeRef p : t.shape->parts) {
      if (p->kind != S::Sequence && !is_tuple(p)) continue;
      ShapeRef item = shape::never();
      for (const ShapeRef part : p->parts) item = joined(item, part);
      all = joined(all, shape::settled(shape::sequence(
                            item, p->kind == S::Sequence ? p->capacity : static_cast<uint32_t>(p->keys.size()))));
    }
    if (all->kind == S::Sequence) return {convert(t, all), all};
  }
  if (!is_tuple(t.shape)) throw Unsupported{"a sequence operator on what may be no sequence"};
  ShapeRef item = shape::never();
  for (const ShapeRef p : t.shape->parts) item = joined(item, p);
  ShapeRef s = want != nullptr && want->kind == S::Sequence && shape::contains(want->parts[0], item)
                   ? want
                   : shape::settled(shape::sequence(item, static_cast<uint32_t>(t.shape->keys.size())));
  return {convert(t, s), s};
}

static ShapeRef longer(ShapeRef item, uint32_t capacity, const Expr& at) {
  const ShapeRef s = shape::settled(shape::sequence(item, capacity));
  if (s->kind != S::Sequence) throw Unsupported{"a sequence of too many values", &at};
  return s;
}

Term Generator::sequence_operation(const Expr& e, Env& env, ShapeRef want) {
  const bool same_kind = e.op == Op::Append || e.op == Op::Tail || e.op == Op::SubSeq || e.op == Op::Concat;
  const ShapeRef wanted = same_kind && want != nullptr && want->kind == S::Sequence ? want : nullptr;
  Term s = narrowed(value(*e.args[0], env, wanted), {S::Sequence, S::Function});
  if (s.shape->kind == S::Dynamic) {
    std::vector<cpp::Expr> arguments{cpp::integer(static_cast<int64_t>(e.op)), s.code};
    for (size_t i = 1; i < e.args.size(); ++i) arguments.push_back(box(value(*e.args[i], env)));
    return {cpp::call("apply_op", std::move(arguments)), shape::dynamic()};
  }
  if (s.shape->kind == S::Union && !same_kind)
    return by_alternative(s, e, [&](const Term& one) { return sequence_operation(e, one, env, want); });
  return sequence_operation(e, s, env, want);
}

Term Generator::sequence_operation(const Expr& e, Term s, Env& env, ShapeRef want) {
  const bool same_kind = e.op == Op::Append || e.op == Op::Tail || e.op == Op::SubSeq || e.op == Op::Concat;
  const ShapeRef wanted = same_kind && want != nullptr && want->kind == S::Sequence ? want : nullptr;
  if (e.op == Op::Len && is_tuple(s.shape)) {
    const auto n = static_cast<int64_t>(s.shape->keys.size());
    return known_when_valued(s.code, {cpp::integer(n), shape::range(n, n)});
  }
  s = as_sequence(s, wanted);
  switch (e.op) {
    case Op::Len: return {cpp::call("length", {s.code}), shape::range(0, s.shape->capacity)};
    case Op::Head: return {cpp::call(s.code, {cpp::integer(1)}), s.shape->parts[0]};
    case Op::Tail: return {cpp::method(s.code, "tail"), s.shape};
    case Op::SubSeq: {
      const Term from = integer(value(*e.args[1], env), e), to = integer(value(*e.args[2], env), e);
      return {cpp::method(s.code, "part", {from.code, to.code}), s.shape};
    }
    case Op::Append: {
      // Where a recursion looks for its shape it must see that it grows.
      const bool has_room = wanted != nullptr && (!grows_ || wanted->capacity > s.shape->capacity);
      const Firmness soft = softly(wanted == nullptr);
      const Term x = value(*e.args[1], env, wanted != nullptr ? wanted->parts[0] : s.shape->parts[0]);
      ShapeRef to = wanted;
      if (!has_room || !takes(to->parts[0], x.shape)) to = longer(joined(s.shape->parts[0], x.shape), s.shape->capacity + 1, e);
      return {cpp::method(convert(s, to), "append", {convert(x, to->parts[0])}), to};
    }
    case Op::Concat: {
      const Term t = as_sequence(value(*e.args[1], env, wanted), wanted);
      const bool has_room = wanted != nullptr && (!grows_ || wanted->capacity >= s.shape->capacity + t.shape->capacity);
      ShapeRef to = wanted;
      const ShapeRef item = joined(s.shape->parts[0], t.shape->parts[0]);
      if (!has_room || !shape::contains(to->parts[0], item)) to = longer(item, s.shape->capacity + t.shape->capacity, e);
      return {cpp::method(convert(s, to), "concat", {convert(t, to)}), to};
    }
    default: throw Unsupported{"a sequence operator", &e};
  }
}

}  // namespace trestle::codegen
