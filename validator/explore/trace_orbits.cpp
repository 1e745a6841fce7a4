// One state of a cut for all that differ from it by names which nothing tells apart.
#include "validator/explore/trace_search.h"

#include <algorithm>
#include <set>

#include "translator/runtime/atoms.h"

namespace trestle::explore {

// The trace tells apart what it names, from the first event that is still held on: whatever cut is looked at later.
void TraceSearch::know_orbits() {
  constexpr uint64_t kReadAhead = 100'000;
  std::set<std::string, std::less<>> named;
  const bool known = trace_.texts_ahead(kReadAhead, [&](std::string_view text) { named.emplace(text); });
  std::vector<std::vector<runtime::Value>> classes;
  for (std::vector<runtime::Value> names : known ? options_.interchangeable : decltype(options_.interchangeable){}) {
    std::erase_if(names, [&](runtime::Value name) { return named.contains(runtime::atom_text(name.atom_id())); });
    if (names.size() > 1) classes.push_back(std::move(names));
  }
  orbits_.emplace(std::move(classes));
}

bool TraceSearch::stood_for(CutNode* node, const Word* state, uint64_t mark, uint16_t hidden) {
  if (!orbits_) know_orbits();
  if (orbits_->empty()) return false;
  const auto representative = [&](const Word* of) {
    const auto arena = context_.arena.mark();
    std::vector<Word> words(of, of + width_);
    try {
      words = orbits_->representative(context_, signature_.layout, of);
    } catch (const runtime::Misfit&) {  // the layout has no room for these names there: the state stands for itself
    }
    context_.arena.reset(arena);
    return words;
  };
  if (node->orbits == nullptr) {
    node->orbits = std::make_unique<StateSet>(width_);
    for (uint32_t i = 0; i < node->states.size(); ++i) {
      const auto [orbit, added] = node->orbits->insert(representative(node->states[i]).data(), node->states.mark(i));
      if (added) node->standing.push_back(i);
    }
  }
  const auto [orbit, added] = node->orbits->insert(representative(state).data(), mark);
  if (added) {
    node->standing.push_back(node->states.size());
    return false;
  }
  if (node->entries[node->standing[orbit]].hidden <= hidden) return true;
  node->standing[orbit] = node->states.size();
  return false;
}

}  // namespace trestle::explore
