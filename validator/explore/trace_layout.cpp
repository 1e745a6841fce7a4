// Another engine, or a layout that holds a value for which there was no room: the search goes on with what it has.
#include <utility>

#include "validator/explore/trace_search.h"

namespace trestle::explore {

void TraceSearch::change_engine() {
  const runtime::Layout before = signature_.layout;
  engines_->change();
  recode(before);
}

void TraceSearch::outgrow(const runtime::Misfit& misfit) {
  if (engines_ == nullptr) throw misfit;
  const runtime::Layout before = signature_.layout;
  engines_->outgrow(misfit);
  recode(before);
}

std::vector<Word> TraceSearch::recoded(const runtime::Layout& before, const Word* state) {
  const runtime::Layout& after = signature_.layout;
  std::vector<Word> words(after.words());
  const auto mark = context_.arena.mark();
  for (size_t i = 0; i < after.variables(); ++i) after.set(context_, words.data(), i, before.get(context_, state, i));
  context_.arena.reset(mark);
  return words;
}

void TraceSearch::recode(const runtime::Layout& before) {
  try {
    context_.engine.reset();
    context_.arena.reset();
    const size_t width = signature_.layout.words();
    std::vector<StateSet> states;  // all or nothing
    each_node(kept_, [&](CutNode& node) {
      StateSet& all = states.emplace_back(width);
      for (uint32_t i = 0; i < node.states.size(); ++i)
        all.insert(recoded(before, node.states[i]).data(), node.states.mark(i));
      node.orbits.reset();
      node.standing.clear();
      // Which steps are left out is for each engine to say: those taken are not counted across two of them.
      for (Branch& branch : node.branches) branch.taken = 0;
    });
    size_t next = 0;
    each_node(kept_, [&](CutNode& node) { node.states = std::move(states[next++]); });
    for (TraceViolation& violation : violations_) violation.state = recoded(before, violation.state.data());
    width_ = width;
    found_ = StateSet(width);
    masks_.clear();
    expected_.clear();
  } catch (const runtime::Misfit& misfit) {
    engines_->outgrow(misfit);  // to handles, which hold every value
    recode(before);
  }
}

}  // namespace trestle::explore
