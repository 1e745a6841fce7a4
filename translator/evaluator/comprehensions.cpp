// Quantifiers and constructors with bound variables. With several bound variables the first varies fastest, as in TLC's
// ContextEnumerator.
#include <fmt/format.h>

#include "translator/evaluator/machine.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/print.h"

namespace trestle::evaluator {

using runtime::Elements;

namespace {

// Frees what an iteration allocated, unless a promise was kept meanwhile, whose value may lie there.
class Iteration {
 public:
  Iteration(runtime::Arena& arena, const uint64_t& caches) : arena_(arena), caches_(caches) { restart(); }
  void restart() {
    mark_ = arena_.mark();
    seen_ = caches_;
  }
  void end() {
    runtime::Arena::Mark now = arena_.mark();
    if (now.block == mark_.block && now.next - mark_.next < 1 << 16) return;
    if (caches_ == seen_)
      arena_.reset(mark_);
    else
      restart();
  }

 private:
  runtime::Arena& arena_;
  const uint64_t& caches_;
  runtime::Arena::Mark mark_;
  uint64_t seen_;
};

}  // namespace

bool Machine::quantify(const Node& e, Value* frame, bool exists) {
  if (e.bindings().size() == 1) {
    const Binding& b = e.bindings()[0];
    if (!b.set) fail(e, "a quantifier without a set cannot be evaluated");
    Value set = eval(*b.set, frame);
    context.place = &e;
    Elements elements(context, set);
    Value x;
    const Node& body = e[0];
    // What next() allocates must survive: only sets that are walked in place leave nothing behind.
    bool in_place = set.kind() == runtime::Kind::Set || set.kind() == runtime::Kind::Interval;
    Iteration iteration(context.arena, caches_);
    while (elements.next(x)) {
      bind(b, x, frame);
      if (truth(body, frame) == exists) return exists;
      if (in_place) iteration.end();
    }
    return !exists;
  }
  Value sets[8];
  bound_sets(e, sets, frame);
  return quantify(e, e.bindings().size(), {sets, e.bindings().size()}, frame, exists);
}

void Machine::bound_sets(const Node& e, std::span<Value, 8> sets, Value* frame) {
  if (e.bindings().size() > sets.size()) fail(e, "more than eight sets in one quantifier");
  for (size_t i = 0; i < e.bindings().size(); ++i) {
    if (!e.bindings()[i].set) fail(e, "a quantifier without a set cannot be evaluated");
    sets[i] = eval(*e.bindings()[i].set, frame);
  }
}

bool Machine::quantify(const Node& e, size_t binding, std::span<const Value> sets, Value* frame, bool exists) {
  if (binding == 0) return truth(e[0], frame);
  context.place = &e;
  Elements elements(context, sets[binding - 1]);
  Value x;
  while (elements.next(x)) {
    bind(e.bindings()[binding - 1], x, frame);
    if (quantify(e, binding - 1, sets, frame, exists) == exists) return exists;
  }
  return !exists;
}

Value Machine::choose(const Node& e, Value* frame) {
  const Binding& b = e.bindings()[0];
  if (!b.set) fail(e, "CHOOSE without a set cannot be evaluated", "replace the definition in the .cfg: Name = model_value");
  Value set = eval(*b.set, frame);
  context.place = &e;
  // TLC chooses from the set in its normal order.
  if (set.kind() != runtime::Kind::Interval) set = runtime::enumerable(set) ? runtime::enumerated(context, set) : set;
  Elements elements(context, set);
  Value x;
  while (elements.next(x)) {
    bind(b, x, frame);
    if (truth(e[0], frame)) return x;
  }
  fail(e, fmt::format("no element of {} satisfies the CHOOSE", runtime::to_short_string(set)));
}

Value Machine::filter(const Node& e, Value* frame) {
  const Binding& b = e.bindings()[0];
  Value set = eval(*b.set, frame);
  context.place = &e;
  if (!runtime::enumerable(set)) return runtime::make_filter(context, set, captured_operator(e, set, frame));
  Elements elements(context, set);
  Value x;
  size_t base = scratch_.size();
  while (elements.next(x)) {
    bind(b, x, frame);
    if (truth(e[0], frame)) scratch_.push_back(x);
  }
  context.place = &e;
  Value result = runtime::make_set(context, {scratch_.data() + base, scratch_.size() - base});
  scratch_.resize(base);
  return result;
}

Value Machine::map(const Node& e, Value* frame) {
  std::vector<Value> sets;
  for (const auto& b : e.bindings()) sets.push_back(eval(*b.set, frame));
  size_t base = scratch_.size();
  map_into(e, e.bindings().size(), sets, frame);
  context.place = &e;
  Value result = runtime::make_set(context, {scratch_.data() + base, scratch_.size() - base});
  scratch_.resize(base);
  return result;
}

bool Machine::map_into(const Node& e, size_t binding, std::span<const Value> sets, Value* frame) {
  if (binding == 0) {
    Value v = eval(e[0], frame);
    scratch_.push_back(v);
    return true;
  }
  context.place = &e;
  Elements elements(context, sets[binding - 1]);
  Value x;
  while (elements.next(x)) {
    bind(e.bindings()[binding - 1], x, frame);
    map_into(e, binding - 1, sets, frame);
  }
  return true;
}

Value Machine::domain_of(const Node& e, Value* frame) {
  if (e.bindings().size() == 1) return eval(*e.bindings()[0].set, frame);
  std::vector<Value> sets;
  for (const auto& b : e.bindings()) sets.push_back(eval(*b.set, frame));
  context.place = &e;
  return runtime::info(runtime::Op::ProductSet).call(context, sets.data(), sets.size());
}

void Machine::bind_element(const Node& e, Value element, Value* frame) {
  if (e.bindings().size() == 1) return bind(e.bindings()[0], element, frame);
  if (element.kind() != runtime::Kind::Tuple || element->size != e.bindings().size())
    fail(e, fmt::format("the function is applied to {}; {} arguments are needed", runtime::to_short_string(element), e.bindings().size()));
  for (size_t i = 0; i < e.bindings().size(); ++i) bind(e.bindings()[i], element.object()[i], frame);
}

Value Machine::function(const Node& e, Value* frame) {
  Value domain = domain_of(e, frame);
  context.place = &e;
  if (e.self >= 0 || !runtime::enumerable(domain)) {
    Value f = runtime::make_lazy_function(context, domain, captured_operator(e, domain, frame));
    if (e.self >= 0) frame[e.self] = f;
    return f;
  }
  size_t base = scratch_.size();
  Value sorted = domain.kind() == runtime::Kind::Interval ? domain : runtime::enumerated(context, domain);
  Elements elements(context, sorted);
  Value x;
  while (elements.next(x)) {
    bind_element(e, x, frame);
    Value v = eval(e[0], frame);
    scratch_.push_back(v);
  }
  context.place = &e;
  if (sorted.kind() == runtime::Kind::Interval && !(sorted.object()[0].is_small() && sorted.object()[0].small() == 1))
    sorted = runtime::enumerated(context, sorted);
  std::span<const Value> values{scratch_.data() + base, scratch_.size() - base};
  Value f = sorted.kind() == runtime::Kind::Interval ? runtime::make_tuple(context, values)
                                                     : runtime::make_function(context, sorted, values);
  scratch_.resize(base);
  return f;
}

}  // namespace trestle::evaluator
