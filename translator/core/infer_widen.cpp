// Making an iteration over shapes end.
#include <map>
#include <utility>

#include "translator/core/infer_internal.h"

namespace trestle::core::inference {

namespace {

using K = Shape::Kind;
using runtime::kNoCapacity;
using runtime::kNoHigh;
using runtime::kNoLow;

int64_t up(int64_t bound, const Thresholds& thresholds) {
  const auto at = thresholds.lower_bound(bound);
  return at == thresholds.end() ? kNoHigh : *at;
}

int64_t down(int64_t bound, const Thresholds& thresholds) {
  auto at = thresholds.upper_bound(bound);
  return at == thresholds.begin() ? kNoLow : *--at;
}

uint32_t capacity(ShapeRef s) { return s->is(K::Sequence) ? s->capacity : s->keys.size(); }
bool sequence_like(ShapeRef s) { return s->is(K::Sequence) || (s->is(K::Function) && s->tuple); }

// Shapes share their parts: each pair is looked at once.
struct Widening {
  const Thresholds& thresholds;
  std::map<std::pair<ShapeRef, ShapeRef>, ShapeRef> known = {};

  ShapeRef of(ShapeRef old, ShapeRef grown);
  ShapeRef alternative(ShapeRef old, ShapeRef grown);
};

ShapeRef Widening::alternative(ShapeRef old, ShapeRef grown) {
  if (old == grown) return grown;
  if (sequence_like(old) && grown->is(K::Sequence)) {
    ShapeRef part = shape::never();
    for (ShapeRef p : old->parts) part = shape::join(part, p);
    const ShapeRef element = of(part, grown->parts[0]);
    if (grown->capacity <= capacity(old)) return shape::sequence(element, grown->capacity);
    const int64_t most = up(grown->capacity, thresholds);
    return shape::sequence(element, most < 1000 ? most : kNoCapacity);
  }
  if (old->kind != grown->kind || (grown->is(K::Function) && !same(old->domain, grown->domain))) return grown;
  if (grown->is(K::Range)) {
    return shape::range(grown->low < old->low ? down(grown->low, thresholds) : grown->low,
                        grown->high > old->high ? up(grown->high, thresholds) : grown->high);
  }
  std::vector<ShapeRef> parts;
  for (size_t i = 0; i < grown->parts.size(); ++i)
    parts.push_back(of(old->parts[i], grown->parts[i]));
  return shape::with_parts(grown, std::move(parts));
}

bool like(ShapeRef a, ShapeRef b) {
  if (a->is(K::Function) && b->is(K::Function)) return same(a->domain, b->domain);
  return a->kind == b->kind || (sequence_like(a) && sequence_like(b));
}

ShapeRef Widening::of(ShapeRef old, ShapeRef grown) {
  if (old == grown || old->is(K::Never)) return grown;
  if (const auto at = known.find({old, grown}); at != known.end()) return at->second;
  ShapeRef all = shape::never();
  for (const ShapeRef& g : shape::alternatives(grown)) {
    ShapeRef wide = g;
    for (const ShapeRef& o : shape::alternatives(old)) {
      if (like(o, g)) wide = alternative(o, g);
    }
    all = shape::join(all, wide);
  }
  return known[{old, grown}] = all;
}

}  // namespace

ShapeRef widened(ShapeRef old, ShapeRef grown, const Thresholds& thresholds) { return Widening{thresholds}.of(old, grown); }

namespace {

// Shapes share their parts: each is looked at once at each depth.
using Limited = std::map<std::pair<ShapeRef, int>, ShapeRef>;

ShapeRef limited(ShapeRef s, int depth, Limited& known) {
  if (s->parts.empty()) return s;
  if (depth == 0) return shape::dynamic();
  if (const auto at = known.find({s, depth}); at != known.end()) return at->second;
  std::vector<ShapeRef> parts;
  for (ShapeRef p : s->parts) parts.push_back(limited(p, depth - (s->is(K::Union) ? 0 : 1), known));
  return known[{s, depth}] = parts == s->parts ? s : shape::with_parts(s, std::move(parts));
}

}  // namespace

ShapeRef limited(ShapeRef s, int depth) {
  Limited known;
  return limited(s, depth, known);
}

ShapeRef stretched(ShapeRef s, ShapeRef loose) {
  if ((s->is(K::Range) && loose->is(K::Range)) || (s->is(K::Atoms) && loose->is(K::Atoms))) {
    const ShapeRef both = shape::join(s, loose);
    return both->count != Shape::kMany && both->bits <= s->bits + 1 ? both : s;
  }
  if (!s->is(K::Function) || !loose->is(K::Function) || !same(s->domain, loose->domain)) return s;
  std::vector<ShapeRef> parts;
  for (size_t i = 0; i < s->parts.size(); ++i) parts.push_back(stretched(s->parts[i], loose->parts[i]));
  return shape::function(s->keys, std::move(parts));
}

}  // namespace trestle::core::inference
