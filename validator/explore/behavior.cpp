#include "validator/explore/behavior.h"

#include <algorithm>
#include <utility>

#include "translator/runtime/store.h"

namespace trestle::explore {
namespace {

class FirstStepTo final : public runtime::StepSink {
 public:
  FirstStepTo(const runtime::Word* next, size_t words, BehaviorState& found)
      : next_(next), words_(words), found_(found) {}

  bool step(const runtime::Step& step) override {
    if (!std::equal(next_, next_ + words_, step.next)) return true;
    found_.action = step.action;
    for (runtime::Value argument : step.arguments) found_.arguments.push_back(runtime::intern(argument));
    return false;
  }

 private:
  const runtime::Word* next_;
  size_t words_;
  BehaviorState& found_;
};

}  // namespace

BehaviorState explain_step(const runtime::Model& model, runtime::Context& context, const runtime::Word* state,
                           const runtime::Word* next, int64_t level, runtime::ActionId action) {
  const size_t words = model.signature().layout.words();
  BehaviorState found{.words = {next, next + words}, .action = action};
  FirstStepTo sink(next, words, found);
  const auto mark = context.arena.mark();
  const int64_t outer = std::exchange(context.level, level);
  try {
    // All steps together come without their arguments from some engines, those of one action never.
    if (action == runtime::kNoAction) model.steps(context, state, sink);
    if (found.action != runtime::kNoAction) {
      found.arguments.clear();
      model.steps(context, state, found.action, {}, sink);
    }
  } catch (const runtime::EvalError&) {
    // An error before the step was met (a random operator, say): the step stays known by its states only.
  }
  context.level = outer;
  context.arena.reset(mark);
  return found;
}

}  // namespace trestle::explore
