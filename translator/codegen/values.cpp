#include "translator/codegen/values.h"

#include <algorithm>

#include "translator/codegen/generator.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

using S = Shape::Kind;
namespace shape = runtime::shape;

bool is_finite(Value set) { return runtime::is_set(set.kind()) && runtime::enumerable(set); }

std::vector<Value> elements_of(Value set) {
  runtime::Context context;
  std::vector<Value> out;
  try {
    runtime::Elements elements(context, set);
    for (Value v; elements.next(v);) out.push_back(runtime::intern(v));
  } catch (const runtime::EvalError& error) {
    throw Unsupported{error.what()};
  }
  return out;
}

Value set_of(const std::vector<Value>& elements) {
  runtime::Context context;
  return runtime::intern(context, runtime::make_set(context, elements));
}

ShapeRef join_of(const std::vector<Value>& values) {
  ShapeRef s = shape::never();
  for (const Value v : values) s = joined(s, shape::of(v));
  return s;
}

bool scalar(ShapeRef s) { return s->kind == S::Boolean || s->kind == S::Range || s->kind == S::Atoms; }

uint64_t scalars(ShapeRef s) {
  uint64_t parts = 0;
  for (const ShapeRef p : s->parts) parts += scalars(p);
  switch (s->kind) {
    case S::Function: return parts;
    case S::Union: return 1 + parts;
    case S::Sequence: return 1 + parts * s->capacity;
    case S::Set: return s->lists() ? 1 + parts * s->capacity : 1 + s->parts[0]->count / 64;
    case S::Partial: return 1 + parts * (s->capacity > 0 ? s->capacity : s->parts[0]->count);
    default: return 1;
  }
}

bool same_keys(ShapeRef a, ShapeRef b) { return same_keys(a->keys, b->keys); }

bool same_keys(const std::vector<Value>& a, const std::vector<Value>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](Value x, Value y) { return same(x, y); });
}

int64_t find_key(ShapeRef s, Value key) {
  for (size_t i = 0; i < s->keys.size(); ++i)
    if (same(s->keys[i], key)) return static_cast<int64_t>(i);
  return -1;
}

bool is_tuple(ShapeRef s) {
  if (s->kind != S::Function) return false;
  for (size_t i = 0; i < s->keys.size(); ++i)
    if (!s->keys[i].is_small() || s->keys[i].small() != static_cast<int64_t>(i) + 1) return false;
  return true;
}

ShapeRef key_shape(ShapeRef function) {
  ShapeRef s = shape::never();
  for (const Value k : function->keys) s = joined(s, shape::of(k));
  return s;
}

bool covers(const std::vector<Value>& keys, ShapeRef s) {
  return s->count <= keys.size() && std::all_of(keys.begin(), keys.end(), [](Value k) { return !k.is_object(); }) &&
         shape::contains(joined(s, shape::of(keys[0])), s) && [&] {
           runtime::Context context;
           for (uint64_t i = 0; i < s->count; ++i) {
             const Value v = shape::value(context, s, i);
             if (std::none_of(keys.begin(), keys.end(), [&](Value k) { return same(k, v); })) return false;
           }
           return true;
         }();
}

bool is_symbolic(const core::Expr& e) {
  if (e.kind == core::Kind::RecordSet) return true;
  if (e.kind != core::Kind::Apply) return false;
  switch (e.op) {
    case runtime::Op::Powerset:
    case runtime::Op::FunctionSet:
    case runtime::Op::ProductSet:
    case runtime::Op::Seq:
    case runtime::Op::Nat:
    case runtime::Op::Int:
    case runtime::Op::Real:
    case runtime::Op::Any:
    case runtime::Op::Interval: return true;
    default: return false;
  }
}

}  // namespace trestle::codegen
