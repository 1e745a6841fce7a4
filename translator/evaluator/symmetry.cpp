// SYMMETRY: the group that the permutations generate, and a value with its model values permuted.
// As TLC does it: tlc2/util/MVPerms.java and TLCStateMut.fingerPrint: the least state under all permutations stands for all.
#include <algorithm>
#include <set>

#include "translator/evaluator/model.h"
#include "translator/evaluator/symmetry.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/store.h"

namespace trestle::evaluator {

using Is = runtime::Kind;

Value permuted(Context& context, Value v, std::span<const Value> permutation) {
  if (!v.is_object()) {
    if (v.kind() != Is::ModelValue) return v;
    for (size_t i = 0; i < permutation.size(); i += 2)
      if (same(permutation[i], v)) return permutation[i + 1];
    return v;
  }
  if (v->kind != Is::Set && v->kind != Is::Tuple && v->kind != Is::Record && v->kind != Is::Function) return v;
  std::vector<Value> items;
  bool changed = false;
  for (Value item : v->span()) {
    items.push_back(permuted(context, item, permutation));
    changed |= !same(items.back(), item);
  }
  if (!changed) return v;
  switch (v->kind) {
    case Is::Set: return runtime::make_set(context, items);
    case Is::Tuple: return runtime::make_tuple(context, items);
    case Is::Record: return runtime::make_record(context, runtime::record_fields(v->aux), items);
    default: break;
  }
  // A function: permuted keys with permuted values, in the order of the new domain.
  const Object& domain = v.object()[0].object();
  std::vector<std::pair<Value, Value>> pairs;
  for (uint32_t i = 0; i < domain.size; ++i) pairs.push_back({permuted(context, domain[i], permutation), items[i + 1]});
  std::sort(pairs.begin(), pairs.end(), [&](const auto& a, const auto& b) { return runtime::compare(context, a.first, b.first) < 0; });
  std::vector<Value> values;
  for (const auto& p : pairs) values.push_back(p.second);
  return runtime::make_function(context, items[0], values);
}

const std::vector<std::vector<Value>>& Evaluator::permutations(Context& context) const {
  std::call_once(symmetry_once_, [&] {
    Lease lease = machine(context);
    Machine& m = *lease;
    Value set = runtime::enumerated(context, m.evaluate(*spec_->symmetry));
    using Permutation = std::vector<Value>;
    auto normal = [](Permutation p) {  // pairs sorted by what they move; fixed points left out
      std::vector<std::pair<uint64_t, uint64_t>> pairs;
      for (size_t i = 0; i < p.size(); i += 2)
        if (!same(p[i], p[i + 1])) pairs.push_back({p[i].bits(), p[i + 1].bits()});
      std::sort(pairs.begin(), pairs.end());
      Permutation out;
      for (const auto& [from, to] : pairs) {
        out.push_back(Value::from_bits(from));
        out.push_back(Value::from_bits(to));
      }
      return out;
    };
    auto key = [](const Permutation& p) {
      std::vector<uint64_t> bits;
      for (Value v : p) bits.push_back(v.bits());
      return bits;
    };
    std::vector<Permutation> generators, group;
    for (Value f : set->span()) {
      Permutation p;
      Value domain = runtime::enumerated(context, runtime::domain(context, f));
      for (Value x : domain->span()) {
        p.push_back(x);
        p.push_back(runtime::apply_function(context, f, x));
      }
      generators.push_back(normal(std::move(p)));
    }
    std::set<std::vector<uint64_t>> seen{{}};
    group.push_back({});
    for (size_t i = 0; i < group.size(); ++i) {
      for (const Permutation& g : generators) {
        Permutation product;  // first group[i], then g
        std::set<uint64_t> moved;
        for (size_t k = 0; k < group[i].size(); k += 2) {
          product.push_back(group[i][k]);
          product.push_back(permuted(context, group[i][k + 1], g));
          moved.insert(group[i][k].bits());
        }
        for (size_t k = 0; k < g.size(); k += 2)
          if (!moved.count(g[k].bits())) product.push_back(g[k]), product.push_back(g[k + 1]);
        product = normal(std::move(product));
        if (seen.insert(key(product)).second) group.push_back(std::move(product));
      }
    }
    group.erase(group.begin());  // the identity
    permutations_ = std::move(group);
  });
  return permutations_;
}

}  // namespace trestle::evaluator
