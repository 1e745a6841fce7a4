// validate() against the obvious way to do it: every order of the events that the clocks allow, one after another,
// every choice of hidden steps, every state, nothing remembered. Random specs, random runs of them, damaged at random.
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "tests/trace/text_source.h"
#include "validator/explore/validate.h"
#include "validator/mapping/by_name.h"

namespace trestle::explore {
namespace {

// Two variables below kSize; a step is a triple of them.
constexpr int64_t kSize = 3;
constexpr int kActions = 4;  // the last one is never logged

struct Step {
  int action;
  int64_t argument;
  Row from, to;
};

struct Logged {
  int node = 0;
  int action = 0;
  std::optional<int64_t> argument;
  std::optional<int64_t> before[2], after[2];  // what was observed of the two variables
  std::vector<uint64_t> clock;                 // by node
};

struct Experiment {
  std::vector<Step> steps;
  std::vector<Row> initial;
  std::set<Row> bad;  // states that violate the invariant
  std::vector<Logged> events;
  int nodes = 1;
  uint32_t max_hidden = 0;
};

// --- The reference.

bool before(const Logged& a, const Logged& b) {
  if (a.node == b.node) return a.clock[a.node] < b.clock[b.node];
  return a.clock[a.node] <= b.clock[a.node];
}

bool fits(const Logged& event, const Step& step) {
  if (event.action != step.action) return false;
  if (event.argument && *event.argument != step.argument) return false;
  for (int v = 0; v < 2; ++v) {
    if (event.before[v] && *event.before[v] != step.from[v]) return false;
    if (event.after[v] && *event.after[v] != step.to[v]) return false;
  }
  return true;
}

struct Reference {
  const Experiment& experiment;
  std::vector<bool> done = std::vector<bool>(experiment.events.size());
  size_t longest = 0;
  bool accepted = false;  // some behavior explains all
  bool clean = false;     // and one of them violates nothing

  explicit Reference(const Experiment& e) : experiment(e) {
    for (const Row& row : e.initial) search(row, 0, 0, e.bad.contains(row));
  }

  void search(const Row& state, size_t depth, uint32_t hidden, bool violated) {
    if (clean) return;
    longest = std::max(longest, depth);
    if (depth == experiment.events.size()) {
      accepted = true;
      clean = clean || !violated;
      return;
    }
    for (size_t i = 0; i < experiment.events.size(); ++i) {
      if (done[i]) continue;
      bool ready = true;
      for (size_t j = 0; j < experiment.events.size(); ++j) {
        ready = ready && (j == i || done[j] || !before(experiment.events[j], experiment.events[i]));
      }
      if (!ready) continue;
      done[i] = true;
      for (const Step& step : experiment.steps) {
        if (step.from == state && fits(experiment.events[i], step)) {
          search(step.to, depth + 1, 0, violated || experiment.bad.contains(step.to));
        }
      }
      done[i] = false;
    }
    if (hidden == experiment.max_hidden) return;
    for (const Step& step : experiment.steps) {
      if (step.action == kActions - 1 && step.from == state) {
        search(step.to, depth, hidden + 1, violated || experiment.bad.contains(step.to));
      }
    }
  }
};

// --- The same for validate().

Toy model_of(const Experiment& experiment) {
  Toy toy({"x", "y"});
  toy.init(experiment.initial);
  for (int action = 0; action < kActions; ++action) {
    toy.action(std::string(1, static_cast<char>('A' + action)), {"p"},
               [=, &experiment](const Row& s, const Toy::Emit& emit) {
                 for (const Step& step : experiment.steps) {
                   if (step.action == action && step.from == s) emit(step.to, {step.argument}, 1);
                 }
               });
  }
  toy.invariant("Good", [&experiment](const Row& s) { return !experiment.bad.contains(s); });
  return toy;
}

std::string line_of(const Logged& event, int nodes) {
  std::string line = "{\"event\":\"" + std::string(1, static_cast<char>('A' + event.action)) + "\",\"node\":\"n" +
                     std::to_string(event.node) + "\",\"clock\":{";
  for (int n = 0; n < nodes; ++n)
    line += (n ? ",\"n" : "\"n") + std::to_string(n) + "\":" + std::to_string(event.clock[n]);
  line += "}";
  if (event.argument) line += ",\"params\":{\"p\":" + std::to_string(*event.argument) + "}";
  for (bool after : {false, true}) {
    std::string list;
    for (int v = 0; v < 2; ++v) {
      const std::optional<int64_t>& value = after ? event.after[v] : event.before[v];
      if (!value) continue;
      list += std::string(list.empty() ? "" : ",") + "{\"var\":\"" + "xy"[v] +
              "\",\"value\":" + std::to_string(*value) + "}";
    }
    if (!list.empty()) line += std::string(",\"") + (after ? "after" : "before") + "\":[" + list + "]";
  }
  return line + "}\n";
}

ValidateResult run(const Experiment& experiment, bool one_file) {
  std::vector<std::string> files(one_file ? 1 : experiment.nodes);
  for (const Logged& event : experiment.events) files[one_file ? 0 : event.node] += line_of(event, experiment.nodes);
  Toy toy = model_of(experiment);
  mapping::ByNameOptions names;
  if (experiment.max_hidden > 0) names.hidden = {std::string(1, static_cast<char>('A' + kActions - 1))};
  mapping::ByName mapping(toy.signature(), names);
  trace::Trace trace = trace::trace_of(files, trace::Order::Clock);
  ValidateOptions options;
  options.max_hidden = experiment.max_hidden;
  return validate(toy, trace, mapping, options);
}

// --- Random experiments.

template <class Random>
Experiment random_experiment(Random& random) {
  auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  auto row = [&] { return Row{below(kSize), below(kSize)}; };
  Experiment e;
  e.nodes = 1 + below(3);
  e.max_hidden = static_cast<uint32_t>(below(3));
  for (int i = 0, n = 15 + below(40); i < n; ++i) e.steps.push_back({below(kActions), below(2), row(), row()});
  for (int i = 0, n = 1 + below(2); i < n; ++i) e.initial.push_back(row());
  for (int i = 0, n = below(3); i < n; ++i) e.bad.insert(row());

  // A run: steps at random nodes, each of which has heard of a random other node's latest event.
  Row state = e.initial[below(static_cast<int>(e.initial.size()))];
  std::vector<std::vector<uint64_t>> clocks(e.nodes, std::vector<uint64_t>(e.nodes));
  for (int tries = 0; tries < 40 && e.events.size() < 6; ++tries) {
    const Step& step = e.steps[below(static_cast<int>(e.steps.size()))];
    if (step.from != state) continue;
    state = step.to;
    if (step.action == kActions - 1 && below(4) != 0) continue;  // it happened without being logged
    Logged event;
    event.node = below(e.nodes);
    event.action = step.action;
    std::vector<uint64_t>& clock = clocks[event.node];
    ++clock[event.node];
    if (below(2) == 0) {
      const std::vector<uint64_t>& heard = clocks[below(e.nodes)];
      for (int n = 0; n < e.nodes; ++n) {
        if (n != event.node) clock[n] = std::max(clock[n], heard[n]);
      }
    }
    event.clock = clock;
    if (below(3) != 0) event.argument = step.argument;
    for (int v = 0; v < 2; ++v) {
      if (below(4) == 0) event.before[v] = step.from[v];
      if (below(3) == 0) event.after[v] = step.to[v];
    }
    e.events.push_back(event);
  }
  // Damage.
  for (int edits = below(3); edits > 0 && !e.events.empty(); --edits) {
    Logged& event = e.events[below(static_cast<int>(e.events.size()))];
    switch (below(4)) {
      case 0: e.events.erase(e.events.begin() + (&event - e.events.data())); break;
      case 1: event.after[below(2)] = below(kSize); break;
      case 2: event.action = below(kActions); break;
      case 3: event.argument = below(2); break;
    }
  }
  return e;
}

TEST(Reference, VerdictAndLongestPrefixAgree) {
  std::mt19937 random(7);
  int ok = 0, rejected = 0, violated = 0, hidden = 0;
  for (int i = 0; i < 4000; ++i) {
    Experiment experiment = random_experiment(random);
    if (experiment.events.empty()) continue;
    SCOPED_TRACE("experiment " + std::to_string(i));
    Reference reference(experiment);
    Verdict expected = reference.clean      ? Verdict::Ok
                       : reference.accepted ? Verdict::InvariantViolated
                                            : Verdict::Rejected;
    for (bool one_file : {false, true}) {
      ValidateResult result = run(experiment, one_file);
      ASSERT_EQ(result.verdict, expected) << result.reason;
      ASSERT_EQ(result.explained, reference.longest);
    }
    ok += expected == Verdict::Ok;
    rejected += expected == Verdict::Rejected;
    violated += expected == Verdict::InvariantViolated;
    Experiment without = experiment;
    without.max_hidden = 0;
    hidden += reference.accepted && !Reference(without).accepted;
  }
  // Each kind of outcome was met often enough to mean something.
  EXPECT_GT(ok, 500);
  EXPECT_GT(rejected, 500);
  EXPECT_GT(violated, 200);
  EXPECT_GT(hidden, 50);
}

}  // namespace
}  // namespace trestle::explore
