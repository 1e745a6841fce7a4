// Composed steps, A \cdot B: walked as part of a next-state action, and tested on a step that is known (tlc2/tool/impl/Tool.java,
// OPCODE_cdot).
#include <algorithm>
#include <utility>
#include <vector>

#include "translator/evaluator/machine.h"

namespace trestle::evaluator {

// Whether A \cdot B holds on a step that is known: A leads from s to some t from which B leads to the next state.
Value Machine::composed(const Node& e, Value* frame) {
  const std::vector<Value> before = current, after = next;
  const uint32_t assigned = assigned_, progress = progress_;
  const bool step_was_known = std::exchange(step_is_known_, false);
  const Value* const steady = std::exchange(steady_frames_, kNoFrames);
  const Emit* const emit = emit_;
  Refusals* const asking = std::exchange(refusals, nullptr);
  const auto restore = [&] {
    current = before;
    next = after;
    assigned_ = assigned;
    progress_ = progress;
    step_is_known_ = step_was_known;
    steady_frames_ = steady;
    emit_ = emit;
    refusals = asking;
    ++reading_;
  };
  std::fill(next.begin(), next.end(), Value());
  assigned_ = 0;
  bool found = false;
  const Emit test = [&] {
    const std::vector<Value> middle = std::exchange(next, after);
    current = middle;
    ++reading_;
    found = truth(e[1], frame);
    current = before;
    next = middle;
    ++reading_;
    return !found;
  };
  emit_ = &test;
  try {
    run(e[0], frame, nullptr);
  } catch (...) {
    restore();
    throw;
  }
  restore();
  ++next_reads_;
  return Value::boolean(found);
}

// s -A-> t -B-> u. As in TLC what has a value by now has it in u, and in t still that of s; what is left of the enclosing
// conjunctions belongs to both steps.
bool Machine::run_compose(const Node& e, Value* frame, const Pending* rest) {
  const std::vector<Value> before = current, outer_next = next;
  const uint32_t outer_assigned = assigned_;
  const Emit* const outer = emit_;
  const bool alone = spec.rest_after_composition;
  const Pending *const rest_within = alone ? nullptr : rest, *const rest_behind = alone ? rest : nullptr;
  const auto be_at = [&](const std::vector<Value>& state, const std::vector<Value>& after, uint32_t assigned) {
    current = state;
    next = after;
    assigned_ = assigned;
    read_anew(false);
  };
  const Emit then = [&] {
    const std::vector<Value> middle = next;
    const uint32_t assigned = assigned_;
    const Emit from_before = [&] {  // what takes successors compares them with the state that they are successors of
      current = before;
      ++reading_;
      const Emit* const inner = std::exchange(emit_, outer);
      const bool go_on = proceed(rest_behind);
      emit_ = inner;
      current = middle;
      ++reading_;
      return go_on;
    };
    be_at(middle, outer_next, outer_assigned);
    const Emit* const inner = std::exchange(emit_, &from_before);
    if (alone) middles.push_back(middle);
    const bool go_on = run(e[1], frame, rest_within);
    if (alone) middles.pop_back();
    emit_ = inner;
    be_at(before, middle, assigned);
    return go_on;
  };
  const Emit complete = [&] {  // what A leaves open in between, the rest says
    if (assigned_ == current.size()) return then();
    const Emit* const inner = std::exchange(emit_, &then);
    const bool go_on = proceed(rest);
    emit_ = inner;
    return go_on;
  };
  std::vector<Value> as_it_was = outer_next;
  for (size_t v = 0; v < as_it_was.size(); ++v) {
    if (as_it_was[v].defined()) as_it_was[v] = current[v];
  }
  be_at(before, as_it_was, outer_assigned);
  emit_ = alone ? &complete : &then;
  const bool go_on = run(e[0], frame, rest_within);
  emit_ = outer;
  be_at(before, outer_next, outer_assigned);
  return go_on;
}

}  // namespace trestle::evaluator
