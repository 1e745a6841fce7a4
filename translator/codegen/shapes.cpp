#include "translator/codegen/shapes.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <unordered_set>

#include "translator/codegen/quiet.h"
#include "translator/codegen/types.h"
#include "translator/core/infer.h"
#include "translator/runtime/context.h"
#include "translator/runtime/eval_error.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/store.h"

namespace trestle::codegen {

namespace shape = runtime::shape;
using runtime::Word;
using K = Shape::Kind;

namespace {

constexpr size_t kSampled = 3000;  // states near the initial ones
constexpr size_t kWalks = 40, kSteps = 80;  // from the last of these on, at most,
constexpr size_t kMet = 40000;              // with so many successors to choose from
constexpr std::chrono::seconds kLongEnough(2);

bool has_effect(const core::ActionNode& node) {
  const auto impure = [](const core::Expr* e) { return e != nullptr && e->impure; };
  return impure(node.body) || impure(node.binding.set) || std::any_of(node.arguments.begin(), node.arguments.end(), impure) ||
         std::any_of(node.lets.begin(), node.lets.end(), [&](const core::LetSlot& let) { return impure(let.value); }) ||
         std::any_of(node.children.begin(), node.children.end(), [](const core::ActionNode* n) { return has_effect(*n); });
}

struct Collect final : runtime::StateSink, runtime::StepSink {
  bool state(const Word* s) override { return add(s); }
  bool step(const runtime::Step& s) override { return add(s.next); }
  bool add(const Word* s) {
    std::vector<Word> words(s, s + width);
    if (seen.insert(words).second) queue.push_back(std::move(words));
    return seen.size() < kSampled && !*ended;
  }
  size_t width = 0;
  const std::atomic<bool>* ended = nullptr;
  std::set<std::vector<Word>> seen;
  std::deque<std::vector<Word>> queue;  // those not yet expanded
};

// Is over after some time, or when the run has ended.
class Deadline {
 public:
  Deadline(std::chrono::milliseconds time, const std::atomic<bool>& ended)
      : watch_([this, time, &ended](const std::stop_token& done) {
          const auto end = std::chrono::steady_clock::now() + time;
          std::mutex mutex;
          std::unique_lock lock(mutex);
          std::condition_variable_any wake;
          const auto never = [] { return false; };
          while (!done.stop_requested() && !ended && std::chrono::steady_clock::now() < end) {
            wake.wait_for(lock, done, kBetweenLooks, never);
          }
          over_ = true;
        }) {}
  const std::atomic<bool>& over() const { return over_; }

 private:
  static constexpr std::chrono::milliseconds kBetweenLooks{10};
  std::atomic<bool> over_{false};
  std::jthread watch_;  // last: it ends before what it looks at
};

// The values of each variable in states near the initial ones, and in some far from them: what is bounded only by what a
// protocol does shows late. The same ones each time, since the code that is made of them is looked for in a cache.
class Sample {
 public:
  Sample(const runtime::Model& model, const std::atomic<bool>& ended) : model_(model), ended_(ended) {}
  // Also states that no CONSTRAINT keeps, and their successors, unless these take long: the next step may be meant for few.
  std::vector<std::vector<Value>> take() {
    for (const bool kept : {false, true}) {
      const Deadline deadline(kLongEnough, ended_);
      context_.stop = &deadline.over();
      const Collect near = nearest(kept);
      seen_ = near.seen;
      if (over()) continue;
      walk_from(near.queue);
      break;
    }
    context_.stop = &ended_;
    if (ended_) throw runtime::Stopped();
    const runtime::Layout& layout = model_.signature().layout;
    std::vector<std::vector<Value>> values(layout.variables());
    for (size_t v = 0; v < values.size(); ++v) {
      std::unordered_set<uint64_t> met;
      for (const auto& words : seen_) {
        if (const Value value = layout.get(words.data(), v); met.insert(value.bits()).second) values[v].push_back(value);
      }
    }
    return values;
  }

 private:
  bool over() const { return *context_.stop; }
  Collect collect() const {
    Collect collect;
    collect.width = model_.signature().layout.words();
    collect.ended = context_.stop;
    return collect;
  }
  Collect nearest(bool kept) {
    Collect near = collect();
    try {
      model_.initial_states(context_, near);
      while (!near.queue.empty() && near.seen.size() < kSampled && !over()) {
        const std::vector<Word> state = std::move(near.queue.front());
        near.queue.pop_front();
        if (kept && !in_model(state)) continue;
        model_.steps(context_, state.data(), near);
        context_.arena.reset();
      }
    } catch (const runtime::EvalError&) {
      near.queue.clear();
    } catch (const runtime::Stopped&) {
      context_.arena.reset();
    }
    return near;
  }
  void walk_from(const std::deque<std::vector<Word>>& states) {
    for (size_t walks = 0; walks < kWalks && !states.empty() && met_ < kMet && !over(); ++walks) {
      try {
        walk(states[random_() % states.size()]);
      } catch (const runtime::EvalError&) {
        // The run will meet it, too.
      } catch (const runtime::Stopped&) {
        context_.arena.reset();
      }
    }
  }
  void walk(std::vector<Word> state) {
    for (size_t steps = 0; steps < kSteps && !over(); ++steps) {
      Collect next = collect();
      model_.steps(context_, state.data(), next);
      context_.arena.reset();
      met_ += next.queue.size();
      if (next.queue.empty()) return;
      state = std::move(next.queue[random_() % next.queue.size()]);
      if (!in_model(state)) return;
      seen_.insert(state);
    }
  }
  bool in_model(const std::vector<Word>& state) {
    const auto& predicates = model_.signature().predicates;
    for (runtime::PredicateId id = 0; id < predicates.size(); ++id) {
      if (predicates[id].kind != runtime::PredicateKind::Constraint) continue;
      if (!predicates[id].pure || !model_.holds(context_, id, state.data())) return false;
    }
    context_.arena.reset();
    return true;
  }

  const runtime::Model& model_;
  const std::atomic<bool>& ended_;
  QuietContext context_;
  std::mt19937 random_;
  size_t met_ = 0;  // successors on walks
  std::set<std::vector<Word>> seen_;
};

std::vector<std::vector<Value>> sample(const core::Spec& spec, const runtime::Model& model,
                                       const std::atomic<bool>& ended) {
  if (spec.init->expr->impure || has_effect(*spec.next)) return {};  // what it does is to be done once
  return Sample(model, ended).take();
}

// `after`, which contains `before`, with room to go on growing where it has grown.
ShapeRef with_slack(ShapeRef before, ShapeRef after) {
  if (before == after || before == nullptr) return after;
  const bool same_form = before->kind == after->kind && before->parts.size() == after->parts.size() &&
                         (after->kind != K::Function || before->keys.size() == after->keys.size());
  std::vector<ShapeRef> parts;
  for (size_t i = 0; i < after->parts.size(); ++i)
    parts.push_back(with_slack(same_form ? before->parts[i] : nullptr, after->parts[i]));
  if (before->kind == K::Range && after->kind == K::Range) {
    const int64_t more = std::clamp<int64_t>(after->high - after->low + 1, 1, int64_t{1} << 40);
    return shape::range(after->low < before->low ? after->low - more : after->low,
                        after->high > before->high ? after->high + more : after->high);
  }
  if (before->kind == K::Sequence && after->kind == K::Sequence && after->capacity > before->capacity)
    return shape::sequence(parts[0], after->capacity + after->capacity / 2 + 1);
  return shape::with_parts(after, std::move(parts));
}

template <class Permuted>  // the image of a value
ShapeRef image(runtime::Context& context, ShapeRef s, const Permuted& permuted) {
  std::vector<ShapeRef> parts;
  for (const ShapeRef part : s->parts) parts.push_back(image(context, part, permuted));
  std::vector<Value> keys;
  for (const Value key : s->keys) keys.push_back(permuted(key));
  if (s->kind == K::Atoms) return shape::atoms(std::move(keys));
  if (s->kind != K::Function) return s->parts.empty() ? s : shape::with_parts(s, std::move(parts));
  const Value domain = runtime::intern(context, runtime::make_set(context, keys));
  std::vector<ShapeRef> sorted(parts.size());
  for (size_t i = 0; i < keys.size(); ++i) sorted[runtime::position(context, domain.object(), keys[i])] = parts[i];
  return shape::function({domain->span().begin(), domain->span().end()}, std::move(sorted));
}

ShapeRef joined_with(runtime::Context& context, ShapeRef s, Value v) {
  return shape::settled(shape::roomy(context, shape::join(s, shape::of(v)), v));
}

}  // namespace

ShapeRef homogeneous(ShapeRef s) {
  if (s->parts.empty() || s->kind == K::Union) return s;
  std::vector<ShapeRef> parts;
  for (const ShapeRef p : s->parts) parts.push_back(homogeneous(p));
  if (s->kind == K::Function && s->keys[0].kind() != runtime::Kind::String) {
    ShapeRef all = shape::never();
    for (const ShapeRef p : parts) all = joined(all, p);
    if (std::all_of(parts.begin(), parts.end(), [&](ShapeRef p) { return p->kind == all->kind; }))
      parts.assign(parts.size(), all);
  }
  return shape::settled(shape::with_parts(s, std::move(parts)));
}

std::vector<core::Inferred> variables_of(const core::Spec& spec, const evaluator::Parts& parts,
                                         const std::vector<Value>& globals, const std::atomic<bool>& ended) {
  const auto samples = sample(spec, parts.model(), ended);
  auto variables =
      core::infer_variables(spec, {.samples = samples, .global = [&](uint32_t i) { return globals[i]; }, .ended = &ended});
  for (core::Inferred& v : variables) v.shape = homogeneous(v.shape);
  // What inference did not foresee is seen here already.
  runtime::Context context;
  for (size_t v = 0; v < samples.size(); ++v) {
    ShapeRef& s = variables[v].shape;
    for (const Value value : samples[v]) {
      if (!shape::contains(context, s, value)) s = joined_with(context, s, value);
    }
  }
  return variables;
}

std::vector<ShapeRef> with_images(runtime::Context& context, const evaluator::Parts& parts, std::vector<ShapeRef> shapes) {
  const auto permutations = parts.permutations(context);
  for (ShapeRef& s : shapes) {
    ShapeRef all = s;
    for (const auto& permutation : permutations)
      all = shape::join(all, image(context, s, [&](Value v) { return parts.permuted(context, v, permutation); }));
    if (all != s) s = homogeneous(shape::settled(all));
  }
  return shapes;
}

ShapeRef widened(ShapeRef s, Value value) {
  runtime::Context context;
  const ShapeRef all = homogeneous(joined_with(context, s, value));
  const ShapeRef slack = homogeneous(shape::settled(with_slack(s, all)));
  return slack->dynamic && !all->dynamic ? all : slack;
}

}  // namespace trestle::codegen
