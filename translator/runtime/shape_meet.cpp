// What two shapes have in common. Where that is no shape, either one of the two will do.
#include <algorithm>

#include "translator/runtime/shape_internal.h"

namespace trestle::runtime::shape {

namespace {

using Kind = Shape::Kind;

// Both in order; the result too.
std::vector<Value> common(const std::vector<Value>& a, const std::vector<Value>& b) {
  std::vector<Value> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both), key_before);
  return both;
}

ShapeRef meet_parts(ShapeRef f, const std::vector<ShapeRef>& others) {
  std::vector<ShapeRef> parts;
  for (size_t i = 0; i < others.size(); ++i) parts.push_back(meet(f->parts[i], others[i]));
  return function(f->keys, std::move(parts));
}

// A Function, and something that is a function too.
ShapeRef meet_function(ShapeRef f, ShapeRef g) {
  const size_t n = f->keys.size();
  switch (g->kind) {
    case Kind::Function: return same(f->domain, g->domain) ? meet_parts(f, g->parts) : never();
    case Kind::Sequence:
      return f->tuple && n <= g->capacity ? meet_parts(f, std::vector<ShapeRef>(n, g->parts[0])) : never();
    case Kind::Partial: return meet_parts(f, std::vector<ShapeRef>(n, g->parts[1]));
    default: return never();
  }
}

ShapeRef meet_alternatives(ShapeRef a, ShapeRef b) {
  if (a->is(Kind::Function)) return meet_function(a, b);
  if (b->is(Kind::Function)) return meet_function(b, a);
  if (a->is(Kind::Partial) && b->is(Kind::Sequence)) std::swap(a, b);
  if (a->is(Kind::Sequence) && b->is(Kind::Partial)) return sequence(meet(a->parts[0], b->parts[1]), a->capacity);
  if (a->kind != b->kind) return never();
  switch (a->kind) {
    case Kind::Range: return range(std::max(a->low, b->low), std::min(a->high, b->high));
    case Kind::Atoms: return atoms(common(a->keys, b->keys));
    case Kind::Set: return few(meet(a->parts[0], b->parts[0]), std::max(a->capacity, b->capacity));
    case Kind::Sequence: return sequence(meet(a->parts[0], b->parts[0]), std::min(a->capacity, b->capacity));
    case Kind::Partial: return partial(meet(a->parts[0], b->parts[0]), meet(a->parts[1], b->parts[1]), a->capacity);
    default: return a;
  }
}

}  // namespace

ShapeRef meet(ShapeRef a, ShapeRef b) {
  if (a == b || b->is(Kind::Dynamic)) return a;
  if (a->is(Kind::Dynamic)) return b;
  ShapeRef all = never();
  for (const ShapeRef& x : alternatives(a)) {
    for (const ShapeRef& y : alternatives(b)) all = join(all, meet_alternatives(x, y));
  }
  return all;
}

}  // namespace trestle::runtime::shape
