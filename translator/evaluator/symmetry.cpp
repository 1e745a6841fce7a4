// SYMMETRY: the group that the permutations generate, and a value with its model values permuted.
// As TLC does it: tlc2/util/MVPerms.java and TLCStateMut.fingerPrint: the least state under all permutations stands for
// all.
#include "translator/evaluator/symmetry.h"

#include <algorithm>
#include <set>

#include "translator/evaluator/model.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/print.h"
#include "translator/runtime/store.h"

namespace trestle::evaluator {

using Is = runtime::Kind;
using runtime::EvalError;

Value permuted(Context& context, Value v, const Permutation& permutation) {
  const std::vector<Permutation> group{permutation};
  Orbits orbits(group);
  v = runtime::intern(context, v);
  const Value* images = orbits.images(context, v);
  return images ? images[0] : v;
}

const Value* Orbits::images(Context& context, Value v) {
  if (!v.is_object() && v.kind() != Is::ModelValue) return nullptr;
  if (auto known = images_.find(v.bits()); known != images_.end()) return known->second.get();
  const runtime::Arena::Mark mark = context.arena.mark();
  std::unique_ptr<Value[]> images = compute(context, v);
  context.arena.reset(mark);
  return images_.emplace(v.bits(), std::move(images)).first->second.get();
}

std::unique_ptr<Value[]> Orbits::compute(Context& context, Value v) {
  auto images = std::make_unique<Value[]>(group_.size());
  if (!v.is_object()) {
    bool moved = false;
    for (size_t p = 0; p < group_.size(); ++p) {
      images[p] = v;
      for (size_t i = 0; i < group_[p].size(); i += 2)
        if (same(group_[p][i], v)) images[p] = group_[p][i + 1], moved = true;
    }
    return moved ? std::move(images) : nullptr;
  }
  const Object& o = v.object();
  if (o.kind != Is::Set && o.kind != Is::Tuple && o.kind != Is::Record && o.kind != Is::Function) return nullptr;
  std::vector<const Value*> parts;
  bool moved = false;
  for (Value item : o.span()) {
    parts.push_back(this->images(context, item));
    moved |= parts.back() != nullptr;
  }
  if (!moved) return nullptr;
  for (size_t p = 0; p < group_.size(); ++p) images[p] = runtime::intern(context, image(context, o, parts, p));
  stored_ += group_.size();
  return images;
}

Value Orbits::image(Context& context, const Object& o, const std::vector<const Value*>& parts, size_t p) {
  Object* result = context.arena.object(o.kind, o.size, o.aux);
  for (uint32_t i = 0; i < o.size; ++i) result->items()[i] = parts[i] ? parts[i][p] : o[i];
  if (o.kind == Is::Set) {
    result->aux = 0;
    return runtime::make_set_in_place(context, result);
  }
  if (o.kind != Is::Function || parts[0] == nullptr) return Value::object(result);
  // The arguments moved, if only among themselves: each value goes where its argument went.
  const Object& domain = o[0].object();
  std::vector<Value> values(domain.size);
  for (uint32_t i = 0; i < domain.size; ++i) {
    const Value* moved = images(context, domain[i]);
    values[runtime::position(context, (*result)[0].object(), moved ? moved[p] : domain[i])] = (*result)[i + 1];
  }
  return runtime::make_function(context, (*result)[0], values);
}

void Orbits::forget() {
  constexpr size_t kMost = size_t{1} << 24;  // 128 MB
  if (stored_ < kMost) return;
  images_.clear();
  stored_ = 0;
}

const std::vector<Permutation>& Evaluator::permutations(Context& context) const {
  std::call_once(symmetry_once_, [&] {
    Lease lease = machine(context);
    Machine& m = *lease;
    Value set = runtime::enumerated(context, m.evaluate(*program_.symmetry));
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
      if (!runtime::is_function(f.kind())) {
        context.place = program_.symmetry->node;
        throw EvalError(runtime::ErrorKind::Evaluation, "SYMMETRY needs a set of permutations, this has the element " +
                                                            runtime::to_short_string(f),
                        "Permutations(S) gives all those of a set of model values; unite them for several sets with \\cup");
      }
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
    // Of what is given few generate it all: seven elements have 5,040 permutations.
    std::vector<Permutation> used;
    const auto extend = [&](size_t i) {
      for (const Permutation& g : used) {
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
    };
    for (const Permutation& g : generators) {
      if (seen.contains(key(g))) continue;
      used.push_back(g);
      for (size_t i = 0; i < group.size(); ++i) extend(i);
    }
    group.erase(group.begin());  // the identity
    permutations_ = std::move(group);
  });
  return permutations_;
}

}  // namespace trestle::evaluator
