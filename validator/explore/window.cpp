#include "validator/explore/window.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "translator/runtime/store.h"
#include "validator/explore/trace_search.h"

namespace trestle::explore {
namespace {

constexpr size_t kMostBefore = 20'000;  // events, when the whole behavior is kept
constexpr size_t kTried = 64;           // events before the end that an explanation may look at again
constexpr size_t kMostAfter = 192;
constexpr uint32_t kMostStates = 256;
constexpr size_t kFew = 4'096;

// The chain that moved between two cuts of which one has one event more.
uint32_t moved(const trace::Cut& before, const trace::Cut& after, size_t chains) {
  uint32_t chain = 0;
  while (chain + 1 < chains && before[chain] == after[chain]) ++chain;
  return chain;
}

bool enabled(trace::Trace& trace, const trace::Cut& cut, uint32_t chain) {
  try {
    const std::vector<uint32_t> all = trace.all_enabled(cut);
    return std::find(all.begin(), all.end(), chain) != all.end();
  } catch (const trace::TraceError&) {
    return false;  // at a cut that cannot be, nothing may come next
  }
}

struct Position {
  uint32_t chain, position;
};

// Fills `after`: how far each other chain has to be for an event to come next, when all else has happened.
void find_order(trace::Trace& trace, const trace::Cut& first, const std::vector<Position>& positions, Window& window) {
  std::vector<std::vector<uint32_t>> of_chain(trace.chains());
  for (uint32_t i = 0; i < positions.size(); ++i) of_chain[positions[i].chain].push_back(i);
  trace::Cut all = first;
  for (uint32_t chain = 0; chain < of_chain.size(); ++chain) {
    if (!of_chain[chain].empty()) all = all.at(chain, positions[of_chain[chain].back()].position + 1);
  }
  for (uint32_t chain = 0; chain < of_chain.size(); ++chain) {
    for (uint32_t other = 0; other < of_chain.size(); ++other) {
      if (other == chain || of_chain[other].empty()) continue;
      trace::Cut cut = all.at(other, first[other]);
      size_t needed = 0;  // events of the other
      for (const uint32_t event : of_chain[chain]) {
        cut = cut.at(chain, positions[event].position);
        const size_t before = needed;
        while (needed < of_chain[other].size() && !enabled(trace, cut, chain)) {
          cut = cut.at(other, positions[of_chain[other][needed++]].position + 1);
        }
        if (needed != before) window.events[event].after.push_back(of_chain[other][needed - 1]);
      }
    }
  }
}

// Of what came before an event, leaves in `after` what nothing else there says: a clock says again with each message what
// all before it said.
void leave_out_implied(const std::vector<Position>& positions, size_t chains, Window& window) {
  constexpr size_t kMostKnown = size_t{1} << 23;
  if (positions.size() * chains > kMostKnown) return;
  constexpr uint32_t kNone = UINT32_MAX;
  std::vector<uint32_t> known(positions.size() * chains, kNone);  // by event and chain: the last that came before
  std::vector<uint32_t> last(chains, kNone);
  const auto latest = [](uint32_t a, uint32_t b) { return a == kNone ? b : b == kNone ? a : std::max(a, b); };
  for (uint32_t i = 0; i < positions.size(); ++i) {
    std::vector<uint32_t>& after = window.events[i].after;
    const auto of = [&](uint32_t event) { return known.begin() + static_cast<ptrdiff_t>(event * chains); };
    const auto implies = [&](uint32_t one, uint32_t other) {
      const uint32_t before = one == kNone ? kNone : of(one)[positions[other].chain];
      return one != other && before != kNone && before >= other;
    };
    const uint32_t own = last[positions[i].chain];
    const std::vector<uint32_t> all = after;
    std::erase_if(after, [&](uint32_t event) {
      return implies(own, event) || std::any_of(all.begin(), all.end(), [&](uint32_t other) { return implies(other, event); });
    });
    const auto learn = [&](uint32_t event) {
      for (size_t chain = 0; chain < chains; ++chain) of(i)[chain] = latest(of(i)[chain], of(event)[chain]);
      of(i)[positions[event].chain] = latest(of(i)[positions[event].chain], event);
    };
    if (own != kNone) learn(own);
    for (const uint32_t event : all) learn(event);
    last[positions[i].chain] = i;
  }
}

// Who edits events makes other split steps of them: there a step is its key, and no number that the search gave it. `known`:
// from which event on readings are there.
void number_by_key(Window& window, std::vector<ExplainedStep>& behavior, size_t known) {
  std::map<std::string, uint32_t> keys;
  const auto number_of = [&](const Reading& reading) {
    return keys.try_emplace(reading.part_key, static_cast<uint32_t>(keys.size())).first->second;
  };
  // Of the step, after which this event comes next, the next part says which key it has.
  const auto renumber = [&](Spent& spent, size_t next) {
    std::vector<uint32_t> taken;
    for (const uint32_t step : spent.taken) {
      const auto part = std::find_if(window.events.begin() + static_cast<ptrdiff_t>(next), window.events.end(), [&](const WindowEvent& event) {
        const Part part = event.reading.part;
        return (part == Part::Middle || part == Part::Last) && event.reading.split_step == step;
      });
      if (part != window.events.end()) taken.push_back(number_of(part->reading));
    }
    std::sort(taken.begin(), taken.end());
    spent.taken = std::move(taken);
  };
  for (ReachedState& reached : window.states) renumber(reached.spent, window.start);
  size_t next = known;
  for (size_t at = known < window.explained ? window.events[known].step - 1 : behavior.size(); at < behavior.size(); ++at) {
    while (next < window.explained && window.events[next].step <= at) ++next;
    renumber(behavior[at].spent, next);
  }
  for (WindowEvent& event : window.events) {
    if (event.reading.part != Part::Whole) event.reading.split_step = number_of(event.reading);
  }
}

}  // namespace

std::string Window::short_text(trace::Place place) const {
  if (events.empty()) return trace::to_string(place);
  std::string shared = events.front().place.file;
  for (const WindowEvent& event : events) {
    const std::string& file = event.place.file;
    const auto differ = std::mismatch(shared.begin(), shared.end(), file.begin(), file.end()).first;
    shared.erase(differ, shared.end());
  }
  shared.erase(shared.rfind('/') + 1);
  if (place.file.starts_with(shared)) place.file.erase(0, shared.size());
  return trace::to_string(place);
}

Reading TraceSearch::read_to_keep(const trace::Event& event) {
  Reading reading = mapping_.read(context_, event, trace_);
  for (Candidate& candidate : reading.candidates) {
    for (runtime::Value& argument : candidate.arguments) {
      if (argument.defined()) argument = runtime::intern(context_, argument);
    }
  }
  return reading;
}

Window TraceSearch::window(CutNode* end, uint32_t state, std::vector<ExplainedStep>& behavior) {
  size_t step = behavior.size();
  Window window;
  for (const runtime::ActionId action : mapping_.hidden()) window.hidden.push_back({action, mapping_.budget(action)});
  window.max_hidden = options_.max_hidden;
  std::vector<Position> positions;  // back to front at first
  std::vector<size_t> steps;        // of the behavior, with them
  CutNode* first = end;
  CutNode* start = end;
  bool narrow = true;  // few enough states to go through their steps again
  while (was_kept(first->entries[state], first) && positions.size() < kMostBefore) {
    const Entry& entry = first->entries[state];
    --step;
    if (!entry.inside) {
      steps.push_back(step);
      const uint32_t chain = moved(entry.from->cut, first->cut, trace_.chains());
      positions.push_back({chain, entry.from->cut[chain]});
      narrow = narrow && positions.size() <= kTried && entry.from->states.size() <= kMostStates;
      if (narrow) start = entry.from;
    }
    state = entry.from_state;
    first = entry.from;
  }
  std::reverse(positions.begin(), positions.end());
  std::reverse(steps.begin(), steps.end());
  window.explained = positions.size();
  window.earlier = first->cut.events();
  window.start = start->cut.events() - first->cut.events();
  std::set<ReachedState> states;
  for (uint32_t i = 0; i < start->states.size() && states.size() < kMostStates; ++i) {
    ReachedState reached{{start->states[i], start->states[i] + width_}, spent(*start, i)};
    if (states.insert(reached).second) window.states.push_back(std::move(reached));
  }

  const auto add = [&](uint32_t chain, uint32_t position) {
    const trace::Event& event = *trace_.event(chain, position);
    WindowEvent next{.event = event,
                     .place = trace_.place(event),
                     .node = trace_.nodes().name(event.node),
                     .chain = chain,
                     .after = {},
                     .step = window.events.size() < steps.size() ? steps[window.events.size()] : 0,
                     .reading = {}};
    if (steps.size() <= kFew || window.events.size() >= window.start) {
      next.reading = read_to_keep(event);
      if (next.reading.part != Part::Whole) next.reading.split_step = split_step(next.reading, event, chain, position);
    }
    window.events.push_back(std::move(next));
  };
  for (const Position& at : positions) add(at.chain, at.position);
  trace::Cut cut = end->cut;
  try {
    while (const std::optional<uint32_t> chain = trace_.first_enabled(cut)) {
      if (window.events.size() == window.explained + kMostAfter) {
        window.more = true;
        break;
      }
      add(*chain, cut[*chain]);
      positions.push_back({*chain, cut[*chain]});
      cut = cut.after(*chain);
    }
  } catch (const trace::TraceError& error) {
    window.cut_short = error.what();
  }
  number_by_key(window, behavior, steps.size() <= kFew ? 0 : window.start);
  if (!trace_.totally_ordered()) {
    find_order(trace_, first->cut, positions, window);
    leave_out_implied(positions, trace_.chains(), window);
  }
  return window;
}

}  // namespace trestle::explore
