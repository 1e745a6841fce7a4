// The frontier of the search: cuts, by number of events.
#include <algorithm>
#include <utility>

#include "validator/explore/trace_search.h"

namespace trestle::explore {

TraceSearch::CutNode* TraceSearch::node_at(trace::Cut cut) {
  if (!ordered_) {
    if (auto found = nodes_.find(cut); found != nodes_.end()) return *found;
  }
  CutNode* node = level(cut.events()).add(width_);
  node->cut = std::move(cut);
  if (!ordered_) nodes_.insert(node);
  return node;
}

TraceSearch::CutNode* TraceSearch::node_after(const CutNode* node, uint32_t chain) {
  if (!ordered_) return node_at(node->cut.after(chain));
  // In a total order there is one cut of each size.
  Level& level = this->level(node->cut.events() + 1);
  if (!level.nodes().empty()) return level.nodes()[0].get();
  CutNode* after = level.add(width_);
  after->cut = node->cut;  // where one of as many chains was
  after->cut.add(chain);
  return after;
}

void TraceSearch::queue(CutNode* node) {
  if (node->queued) return;
  node->queued = true;
  level(node->cut.events()).queue.push_back(node);
  deepest_queued_ = std::max(deepest_queued_, node->cut.events());
}

TraceSearch::CutNode* TraceSearch::next() {
  while (true) {
    std::vector<CutNode*>& waiting = level(deepest_queued_).queue;
    if (!waiting.empty()) {
      CutNode* node = waiting.back();
      waiting.pop_back();
      node->queued = false;
      return node;
    }
    if (deepest_queued_ == floor_) {
      if (take_up_held()) continue;
      if (!take_up_left_out()) return nullptr;
      continue;
    }
    --deepest_queued_;
  }
}

// For good: from now on hidden steps are taken where the search is.
bool TraceSearch::take_up_held() {
  if (std::exchange(held_, 0) == 0) return false;
  patience_ = 0;
  for (uint64_t depth = floor_; depth < kept_ + levels_.size(); ++depth) {
    for (CutNode* node : std::exchange(level(depth).held, {})) queue(node);
  }
  return true;
}

void TraceSearch::leave_floor() {
  if (!ordered_) {
    for (const auto& node : level(floor_).nodes()) nodes_.erase(node.get());
  }
  ++floor_;
}

// States come from cuts with one event less: below the lowest cut with work left, nothing changes any more.
void TraceSearch::raise_floor() {
  const auto done = [&](Level& level) {
    const auto matters = [&](const auto& node) { return may_matter(node.get()); };
    return level.queue.empty() && level.held.empty() && (ordered_ || std::none_of(level.nodes().begin(), level.nodes().end(), matters));
  };
  while (floor_ < deepest_queued_ && done(level(floor_))) leave_floor();
}

void TraceSearch::forget() {
  raise_floor();
  if (options_.keep_behavior) return;
  // What is too far back is not tried any more.
  while (options_.reach != 0 && floor_ + options_.reach < deepest_queued_) {
    given_up_ = true;
    level(floor_).queue.clear();
    leave_floor();
  }
  const CutNode* lowest = nullptr;  // whatever comes, comes after the only cut of its size
  while (kept_ + options_.recent < floor_) {
    levels_.front().forget();
    levels_.pop_front();
    ++kept_;
    if (levels_.front().nodes().size() == 1) lowest = levels_.front().nodes()[0].get();
  }
  if (lowest == nullptr) return;
  trace_.release(lowest->cut);
  if (independence_) independence_->release(lowest->cut);
  split_.forget(lowest->cut);
}

}  // namespace trestle::explore
