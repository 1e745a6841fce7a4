// Which events are tried at a cut. Where one may come before all others that the order allows before it (independence.h),
// it is enough: whatever the others lead to, they lead to after it as well.
//
// That is so for the states from which it is possible. From those that are stuck with it nothing leads to the end of the
// trace any more, but maybe to a longer prefix: they are taken up again when the trace turns out to be rejected. And it is
// so for what is violated on the way, as far as that is minded: in the beginning no predicate is, and when all that leads
// to the end violates something, what it violates is, and the cuts for which that matters are begun again.
#include <algorithm>

#include "validator/explore/trace_search.h"

namespace trestle::explore {

// None where every cut is looked at.
Independence* TraceSearch::independence() {
  if (everything_ || options_.footprints == nullptr || !mapping_.hidden().empty() || mapping_.has_parts()) return nullptr;
  if (!independence_) {
    independence_.emplace(context_, trace_, mapping_, *options_.footprints, judged_);
  }
  return &*independence_;
}

// The first order did not lead to the end. What it met is kept, but what is done next depends on what events meet, from the
// beginning on: nodes of the first order are gone on with where that leads to them.
void TraceSearch::reduce() {
  reducing_ = true;
  each_node(floor_, [&](CutNode& node) {
    level(node.cut.events()).queue.clear();
    node.queued = false;
    node.asleep = node.cut.events() > floor_;
  });
  deepest_queued_ = floor_;
  for (const auto& node : level(floor_).nodes()) begin_again(node.get());
}

void TraceSearch::know_branches(CutNode* node) {
  node->all_known = true;
  std::vector<uint32_t> chains = trace_.all_enabled(node->cut);
  if (Independence* const independence = chains.size() > 1 ? this->independence() : nullptr) {
    const auto is_known = [&](uint32_t chain) { return chain == node->branches[0].chain; };
    if (!node->branches.empty()) std::stable_partition(chains.begin(), chains.end(), is_known);
    std::vector<uint32_t> without;  // from the states that are stuck
    for (const Branch& branch : node->branches) {
      if (branch.enough) without.push_back(branch.chain);
    }
    // What is forgotten is not taken up again: there, all predicates matter.
    const bool for_good = far_behind(node->cut.events()) && !rejected_;
    const Independence::Predicates minded = for_good ? Independence::kAll : minded_;
    for (const uint32_t chain : chains) {
      if (std::find(without.begin(), without.end(), chain) != without.end()) continue;
      if (!independence->comes_first(node->cut, chain, without, minded)) continue;
      node->reduced = node->left_out = true;
      node->for_now = node->for_now || ((judged_ & ~minded) != 0 &&
                                        !independence->comes_first(node->cut, chain, without, Independence::kAll));
      if (node->branches.size() == 1 && node->branches[0].done == 0) node->branches.clear();
      const auto known = std::find_if(node->branches.begin(), node->branches.end(),
                                      [&](const Branch& branch) { return branch.chain == chain; });
      if (known == node->branches.end()) {
        node->branches.push_back({.chain = chain, .enough = true});
      } else {  // the first, which was tried already
        known->enough = true;
        for (Entry& entry : node->entries) entry.settled = entry.settled || entry.stepped;
      }
      return;
    }
  }
  node->left_out = false;
  for (const uint32_t chain : chains) {
    const auto is_it = [&](const Branch& branch) { return branch.chain == chain; };
    if (std::none_of(node->branches.begin(), node->branches.end(), is_it)) node->branches.push_back({.chain = chain});
  }
}

// Where sets only grow, a step that was possible still is, unless what was added has no value in its test.
bool TraceSearch::tests_a_set(runtime::ActionId action) const {
  if (options_.footprints == nullptr || action >= options_.footprints->actions.size()) return false;
  const auto& accesses = options_.footprints->actions[action].accesses;
  return std::any_of(accesses.begin(), accesses.end(),
                     [](const runtime::Access& access) { return access.kind == runtime::Access::Kind::Tests; });
}

bool TraceSearch::stuck(const CutNode* node) const {
  return node->left_out && std::any_of(node->entries.begin(), node->entries.end(),
                                       [](const Entry& entry) { return !entry.settled; });
}

// With the same event, where that is as good as others: what it leads to is known.
void TraceSearch::begin_again(CutNode* node) {
  if (node->opened && node != final_) node->branches = {{.chain = node->branches[0].chain}};
  node->all_known = node->reduced = node->left_out = node->for_now = node->asleep = false;
  for (Entry& entry : node->entries) entry.stepped = entry.settled = false;
  queue(node);
}

// When nothing else is left to do: whether something is now.
bool TraceSearch::take_up_left_out() {
  if (!independence_ || explained_) return false;
  const bool doubted = doubtful_ && !everything_;
  const bool violated = !doubted && final_ != nullptr;
  if (violated && (violated_ & ~minded_) == 0) return false;
  everything_ = everything_ || doubted;
  if (violated) minded_ |= violated_;
  rejected_ = !doubted && !violated;
  bool any = false;
  each_node(floor_, [&](CutNode& node) {
    if (node.asleep || (rejected_ ? !stuck(&node) : doubted ? !node.reduced : !node.for_now)) return;
    any = true;
    rejected_ ? queue(&node) : begin_again(&node);
  });
  return any;
}

}  // namespace trestle::explore
