// =, and which values TLC compares.
#include <algorithm>

#include "translator/codegen/generator.h"
#include "translator/codegen/values.h"
#include "translator/runtime/atoms.h"

namespace trestle::codegen {

using core::Kind;
using runtime::Op;
using S = Shape::Kind;
namespace shape = runtime::shape;

cpp::Expr Generator::equality(const Expr& a, const Expr& b, Env& env) {
  // The side with the richer type first, so that a literal takes it.
  const bool swap = a.kind == Kind::Record || a.kind == Kind::Constant || a.kind == Kind::Global ||
                    (a.kind == Kind::Apply && (a.op == Op::SetOf || a.op == Op::TupleOf));
  const Firmness soft = softly();
  const Term x = value(swap ? b : a, env);
  const Term y = value(swap ? a : b, env, x.shape);
  const bool same = same_type(x.shape, y.shape) && cpp::harmless(x.code) && cpp::print(x.code) == cpp::print(y.code);
  if (same) return cpp::boolean(true);  // x = x, of which compilers warn
  return swap ? equal(y, x) : equal(x, y);
}

bool Generator::untyped(ShapeRef s) {
  return s->kind == S::Atoms && std::all_of(s->keys.begin(), s->keys.end(), [](Value k) {
           return k.kind() == runtime::Kind::ModelValue && runtime::model_value_type(k.atom_id()) == 0;
         });
}

bool Generator::is_record(ShapeRef s) {
  return s->kind == S::Function && !s->keys.empty() && s->keys[0].kind() == runtime::Kind::String;
}

bool Generator::comparable(ShapeRef a, ShapeRef b) {
  if (a->kind == S::Never || b->kind == S::Never || a->dynamic || b->dynamic) return true;
  if (a->kind == S::Union || b->kind == S::Union) {
    for (const ShapeRef x : shape::alternatives(a))
      for (const ShapeRef y : shape::alternatives(b))
        if (!comparable(x, y)) return false;
    return true;
  }
  if (untyped(a) || untyped(b)) return true;
  if (a->kind == S::Atoms && b->kind == S::Atoms) {
    // Strings with strings, and typed model values with those of their type.
    const auto sort = [](Value k) {
      return k.kind() == runtime::Kind::String             ? 0
             : runtime::model_value_type(k.atom_id()) == 0 ? 1
                                                           : 2 + runtime::model_value_type(k.atom_id());
    };
    for (const Value x : a->keys)
      for (const Value y : b->keys)
        if (sort(x) != sort(y) && (sort(x) != 1 && sort(y) != 1)) return false;
    return true;
  }
  const auto parts = [](ShapeRef s) -> const std::vector<ShapeRef>& { return s->parts; };
  const auto is_function = [](ShapeRef s) {
    return s->kind == S::Function || s->kind == S::Sequence || s->kind == S::Partial;
  };
  if (is_function(a) && is_function(b)) {
    if (a->kind == S::Function && b->kind == S::Function && a->keys.size() == b->keys.size()) {
      for (size_t i = 0; i < a->keys.size(); ++i) {
        if (!same(a->keys[i], b->keys[i])) return a->keys[i].kind() == b->keys[i].kind();
        if (!comparable(a->parts[i], b->parts[i])) return false;
      }
      return true;
    }
    if (is_record(a) != is_record(b)) return false;
    if (is_record(a)) return true;
    for (const ShapeRef x : parts(a))
      for (const ShapeRef y : parts(b))
        if (!comparable(x, y)) return false;
    return true;
  }
  if (a->kind == S::Set && b->kind == S::Set) return comparable(a->parts[0], b->parts[0]);
  return a->kind == b->kind;
}

// What has several forms with a scalar: only the form that is one can be equal to it. Null where that is no help.
cpp::Expr Generator::equal_forms(const Term& a, const Term& b) {
  if (a.shape->kind != S::Union || !scalar(b.shape)) return {};
  std::optional<size_t> form;
  for (size_t i = 0; i < a.shape->parts.size(); ++i) {
    if (a.shape->parts[i]->kind != b.shape->kind) continue;
    if (form) return {};
    form = i;
  }
  if (!form) return {};
  const ShapeRef part = a.shape->parts[*form];
  descriptor(a.shape);
  const cpp::Expr is = cpp::infix("==", cpp::member(a.code, "tag"), cpp::integer(static_cast<int64_t>(*form)));
  if (part->count == 1 && b.shape->count == 1 && shape::contains(part, b.shape)) return is;
  if (a.code->kind != cpp::Node::Kind::Name && !is_place(a.code, true)) return {};
  return cpp::infix("&&", is, equal({cpp::member(a.code, types_.member(a.shape, *form, 0)), part}, b));
}

cpp::Expr Generator::equal(const Term& a, const Term& b) {
  if (!comparable(a.shape, b.shape)) return cpp::infix("==", box(a), box(b));
  if (same_type(a.shape, b.shape)) return cpp::infix("==", a.code, b.code);
  if (a.shape->kind == S::Sequence && b.shape->kind == S::Function && b.shape->keys.empty())
    return cpp::infix("==", cpp::member(a.code, "size"), cpp::integer(0));
  if (b.shape->kind == S::Sequence && a.shape->kind == S::Function && a.shape->keys.empty()) return equal(b, a);
  if (a.shape->kind == S::Never || b.shape->kind == S::Never) throw Unsupported{"a comparison with no value"};
  if (const cpp::Expr by_form = equal_forms(a, b)) return by_form;
  if (const cpp::Expr by_form = equal_forms(b, a)) return by_form;
  const ShapeRef both = joined(a.shape, b.shape);
  if (both->kind == S::Dynamic) return cpp::infix("==", box(a), box(b));
  return cpp::infix("==", convert(a, both), convert(b, both));
}

}  // namespace trestle::codegen
