// Which steps of a behavior the specification does not allow by themselves, only the mapping: what was lost, what a crash
// took, several steps at once. Asked of steps of the mapping's own actions alone, and, before what they came from is
// forgotten, so that the count is that of the whole trace.
#include <algorithm>
#include <utility>

#include "translator/runtime/compare.h"
#include "translator/runtime/eval_error.h"
#include "validator/explore/trace_search.h"

namespace trestle::explore {

namespace {

// Whether some step leads to one state. Who enumerates may know what it has to be.
class LeadsTo final : public runtime::StepSink {
 public:
  LeadsTo(runtime::Context& context, const runtime::Layout& layout, const Word* next)
      : context_(context), layout_(layout), next_(next) {}
  bool step(const runtime::Step& step) override {
    found = std::equal(next_, next_ + layout_.words(), step.next);
    return !found;
  }
  bool observes(uint32_t) const override { return true; }
  bool possible(uint32_t variable, runtime::Value value) override {
    try {
      return runtime::equal(context_, layout_.get(context_, next_, variable), value);
    } catch (const runtime::EvalError&) {  // the step itself will tell
      return true;
    }
  }
  bool found = false;

 private:
  runtime::Context& context_;
  const runtime::Layout& layout_;
  const Word* next_;
};

}  // namespace

bool TraceSearch::is_step_of_spec(const CutNode* node, uint32_t state) {
  const Entry& entry = node->entries[state];
  // Also of a search that was stopped.
  const auto* const stop = std::exchange(context_.stop, &runtime::kNeverStopped);
  bool found = false;
  // The steps of a rule are those of one action, as a rule.
  const auto actions = static_cast<runtime::ActionId>(signature_.actions.size());
  runtime::ActionId& usual = usual_.try_emplace(entry.action, runtime::ActionId{0}).first->second;
  for (runtime::ActionId tried = 0; !found && tried < actions;) {
    const runtime::ActionId action = (usual + tried) % actions;
    const Word* const before = entry.from->states[entry.from_state];
    const Word* const after = node->states[state];
    if (std::equal(before, before + width_, after)) {  // stuttering
      found = true;
      break;
    }
    const auto mark = context_.arena.mark();
    try {
      LeadsTo sink(context_, signature_.layout, after);
      model_.steps(context_, before, action, {}, sink);
      found = sink.found;
      if (found) usual = action;
      ++tried;
    } catch (const runtime::EvalError&) {  // some other step has no value
      ++tried;
    } catch (const runtime::Misfit& misfit) {
      outgrow(misfit);
      continue;
    }
    context_.arena.reset(mark);
  }
  context_.stop = stop;
  return found;
}

// Of the behavior to a state, as the entries tell it.
TraceSearch::Beyond TraceSearch::beyond_to(const CutNode* node, uint32_t state, const BeyondKnown* known) {
  Beyond counts;
  const auto add = [&](const std::vector<Beyond>& of_states) {
    if (state >= of_states.size()) return;
    for (const auto& [action, count] : of_states[state]) counts[action] += count;
  };
  while (true) {
    const Entry& entry = node->entries[state];
    if (!was_kept(entry, node)) {
      add(node->beyond);
      return counts;
    }
    if (mapping_.own(entry.action) != nullptr && !is_step_of_spec(node, state)) ++counts[entry.action];
    const bool inside = entry.inside;
    state = entry.from_state;
    node = entry.from;
    if (known == nullptr || inside) continue;
    if (const auto found = known->find(node); found != known->end()) {
      add(found->second);
      return counts;
    }
  }
}

TraceSearch::BeyondKnown TraceSearch::beyond_of_all() {
  BeyondKnown known;
  each_node(kept_, [&](const CutNode& node) {
    std::vector<Beyond> of_states;
    for (uint32_t i = 0; i < node.states.size(); ++i) of_states.push_back(beyond_to(&node, i, &known));
    known.emplace(&node, std::move(of_states));
  });
  return known;
}

// The lowest level that is kept is about to be forgotten.
void TraceSearch::count_beyond() {
  for (const auto& node : level(kept_ + 1).nodes()) {
    node->beyond.resize(node->entries.size());
    for (uint32_t i = 0; i < node->entries.size(); ++i) {
      if (node->entries[i].from != nullptr && !node->entries[i].inside) node->beyond[i] = beyond_to(node.get(), i, nullptr);
    }
  }
}

std::vector<BeyondSpec> TraceSearch::named(const Beyond& counts) const {
  std::vector<BeyondSpec> named;
  for (const auto& [action, count] : counts) {
    const std::string& step = *mapping_.own(action);
    const auto is_it = [&](const BeyondSpec& other) { return other.step == step; };
    const auto known = std::find_if(named.begin(), named.end(), is_it);
    if (known != named.end()) {
      known->count += count;
    } else {
      named.push_back({step, count});
    }
  }
  return named;
}

}  // namespace trestle::explore
