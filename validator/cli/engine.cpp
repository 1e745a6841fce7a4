#include "validator/cli/engine.h"

#include <deque>
#include <set>

#include "translator/codegen/compile.h"
#include "translator/evaluator/evaluator.h"
#include "translator/evaluator/part.h"

namespace trestle::cli {

namespace {

using runtime::Word;

// States near the initial ones, as values.
std::vector<std::vector<runtime::Value>> sample(const runtime::Model& model, size_t most) {
  struct Collect final : runtime::StateSink, runtime::StepSink {
    bool state(const Word* s) override { return add(s); }
    bool step(const runtime::Step& s) override { return add(s.next); }
    bool add(const Word* s) {
      std::vector<Word> words(s, s + width);
      if (seen.insert(words).second) queue.push_back(std::move(words));
      return seen.size() < most;
    }
    size_t width, most;
    std::set<std::vector<Word>> seen;
    std::deque<std::vector<Word>> queue;
  } collect;
  collect.width = model.signature().layout.words();
  collect.most = most;
  runtime::Context context;
  try {
    model.initial_states(context, collect);
    while (!collect.queue.empty() && collect.seen.size() < most) {
      const std::vector<Word> state = std::move(collect.queue.front());
      collect.queue.pop_front();
      model.steps(context, state.data(), collect);
      context.arena.reset();
    }
  } catch (const runtime::EvalError&) {
    // The run will meet it, too.
  }
  std::vector<std::vector<runtime::Value>> states;
  for (const auto& words : collect.seen) states.push_back(runtime::decode(model.signature().layout, words.data()));
  return states;
}

}  // namespace

NativeEngine::NativeEngine(std::shared_ptr<const core::Spec> given)
    : spec(evaluator::expand_temporal(std::move(given))) {
  const auto model = evaluator::make_model(spec);
  shapes.assign(spec->variables.size(), runtime::shape::never());
  for (const auto& state : sample(*model, 20000))
    for (size_t i = 0; i < shapes.size(); ++i)
      shapes[i] = runtime::shape::join(shapes[i], runtime::shape::of(state[i]));
  for (auto& s : shapes) s = runtime::shape::settled(s);
}

void NativeEngine::widen(const codegen::Native::Outside& outside) {
  auto& s = shapes[outside.variable];
  s = runtime::shape::settled(runtime::shape::join(s, runtime::shape::of(outside.value)));
}

codegen::Unit NativeEngine::unit() const {
  const evaluator::Parts parts(spec, runtime::Layout(spec->variables.size()), {}, {});
  runtime::Context context;
  return codegen::generate(*spec, shapes, parts.globals(context));
}

std::unique_ptr<codegen::Native> NativeEngine::make() const {
  codegen::Unit u = unit();
  codegen::Library library = codegen::compile(u, {});
  return std::make_unique<codegen::Native>(spec, std::move(u), std::move(library));
}

}  // namespace trestle::cli
