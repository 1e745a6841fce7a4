// The search that leaves out what independence allows it to, against the one that looks at every cut and against the
// obvious way: all cuts, all states. Random specs, random runs of them in every order that a trace may have, damaged at
// random; and traces for which looking at every cut would take longer than there is.
#include <map>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/core/memory.h"
#include "tests/trace/text_source.h"
#include "translator/core/footprint.h"
#include "translator/evaluator/evaluator.h"
#include "translator/runtime/eval_error.h"
#include "validator/explore/validate.h"
#include "validator/mapping/by_name.h"
#include "validator/report/json.h"

namespace trestle::explore {
namespace {

using runtime::Value;
using runtime::Word;
using State = std::vector<Word>;

struct Spec {
  std::shared_ptr<const core::Spec> core;
  std::unique_ptr<runtime::Model> model;
  std::shared_ptr<const runtime::Footprints> footprints;
};

Spec spec_of(const std::string& body, const std::string& config) {
  Diagnostics diagnostics;
  Spec spec;
  spec.core = testing::lowered(body, config, diagnostics);
  EXPECT_NE(spec.core, nullptr) << render(diagnostics) << body;
  spec.model = evaluator::make_model(spec.core);
  spec.footprints = std::make_shared<runtime::Footprints>(core::footprints(*spec.core));
  return spec;
}

struct Log {
  std::vector<std::string> files;
  trace::Order order = trace::Order::Clock;
};

ValidateResult held(const Spec& spec, const Log& log, bool reduced, uint64_t max_states = 50'000'000) {
  mapping::ByName mapping(spec.model->signature(), {});
  trace::Trace trace = trace::trace_of(log.files, log.order);
  ValidateOptions options;
  options.max_states = max_states;
  if (reduced) options.footprints = spec.footprints;
  return validate(*spec.model, trace, mapping, options);
}

// --- All cuts, all states.

struct Steps final : runtime::StepSink, runtime::StateSink {
  explicit Steps(size_t words) : words(words) {}
  bool step(const runtime::Step& step) override {
    all.push_back({step.action, {step.arguments.begin(), step.arguments.end()}, State(step.next, step.next + words)});
    return true;
  }
  bool state(const Word* state) override {
    all.push_back({runtime::kNoAction, {}, State(state, state + words)});
    return true;
  }
  struct Step {
    runtime::ActionId action;
    std::vector<Value> arguments;
    State next;
  };
  size_t words;
  std::vector<Step> all;
};

struct Reference {
  Verdict verdict = Verdict::Rejected;
  uint64_t longest = 0;
  std::set<uint64_t> frontiers;  // how many states explain a longest prefix

  Reference(const Spec& spec, const Log& log) {
    const runtime::Signature& signature = spec.model->signature();
    mapping::ByName mapping(signature, {});
    trace::Trace trace = trace::trace_of(log.files, log.order);
    runtime::Context context;
    const auto holds = [&](const State& state) { return spec.model->all_hold(context, runtime::PredicateKind::Invariant, state.data()); };
    using Known = std::map<State, int>;  // 1: it may be reached without a violation, 2: with one
    std::map<std::vector<uint32_t>, std::pair<trace::Cut, Known>> level;
    Steps initial(signature.layout.words());
    spec.model->initial_states(context, initial);
    for (const auto& step : initial.all) level[{}].second[step.next] |= holds(step.next) ? 1 : 2;
    for (bool more = true; more;) {
      more = false;
      frontiers.clear();
      verdict = Verdict::Rejected;
      std::map<std::vector<uint32_t>, std::pair<trace::Cut, Known>> next;
      for (const auto& [key, node] : level) {
        const auto& [cut, states] = node;
        longest = cut.events();
        frontiers.insert(states.size());
        bool last = true;
        for (const uint32_t chain : trace.all_enabled(cut)) {
          last = false;
          const trace::Event& event = *trace.event(chain, cut[chain]);
          for (const auto& [state, marks] : states) {
            Steps steps(signature.layout.words());
            const Reading reading = mapping.read(context, event, trace);
            for (const Candidate& candidate : reading.candidates) {
              try {
                spec.model->steps(context, state.data(), candidate.action, candidate.arguments, steps);
              } catch (const runtime::EvalError&) {
              }
            }
            for (const auto& step : steps.all) {
              if (!fits(context, signature.layout, event, reading, state.data(), step.next.data())) continue;
              std::vector<uint32_t> after(trace.chains());
              for (uint32_t i = 0; i < after.size(); ++i) after[i] = cut[i] + (i == chain);
              auto& reached = next[after];
              reached.first = cut.after(chain);
              reached.second[step.next] |= holds(step.next) ? marks : 2;
              more = true;
            }
          }
        }
        if (!last) continue;
        const bool clean = std::any_of(states.begin(), states.end(), [](const auto& s) { return (s.second & 1) != 0; });
        verdict = clean ? Verdict::Ok : Verdict::InvariantViolated;
      }
      if (more) level = std::move(next);
    }
  }
};

// --- Random experiments.

using Random = std::mt19937;
unsigned below(Random& random, unsigned n) { return static_cast<unsigned>(random() % n); }
template <size_t n>
const char* one_of(Random& random, const char* const (&texts)[n]) {
  return texts[below(random, n)];
}

constexpr const char* kGuards[] = {
    "TRUE", "TRUE", "TRUE", "x[p] < 2", "x[p] = 1", "n < 3", "x[\"a\"] >= x[p]", "seen[p] = {}", "\"k1\" \\notin seen[p]",
    "[kind |-> \"k1\", to |-> p] \\in msgs", "\\E m \\in msgs : m.kind = \"k2\" /\\ m.to = p",
    "\\E m \\in msgs : m.to = p /\\ m.size > 0", "~ (\\E m \\in msgs : m.kind = \"k1\" /\\ m.to = p)",
    "\\A q \\in P : x[q] < 3", "Cardinality(msgs) < 4", "\\E q \\in P : x[q] > 0", "\\A m \\in msgs : m.to # p"};
constexpr const char* kOfX[] = {"x", "x", "[x EXCEPT ![p] = @ + 1]", "[x EXCEPT ![p] = @ + 1]", "[x EXCEPT ![p] = 0]",
                                "[x EXCEPT ![\"a\"] = x[p]]", "[t \\in P |-> 0]", "IF n > 0 THEN [x EXCEPT ![p] = n] ELSE x"};
constexpr const char* kOfMsgs[] = {"msgs", "msgs", "msgs \\cup {[kind |-> \"k1\", to |-> p]}",
                                   "msgs \\cup {[kind |-> \"k2\", to |-> p]}", "msgs \\cup {[kind |-> \"k2\", to |-> t] : t \\in P}",
                                   "msgs \\cup {[kind |-> \"k3\", to |-> p, size |-> x[p]]}",
                                   "msgs \\ {[kind |-> \"k2\", to |-> p]}", "{}",
                                   "(msgs \\ {[kind |-> \"k1\", to |-> p]}) \\cup {[kind |-> \"k2\", to |-> p]}"};
constexpr const char* kOfN[] = {"n", "n", "n", "n + 1", "IF x[p] > 0 THEN n + 1 ELSE n", "x[p]"};
constexpr const char* kOfSeen[] = {"seen", "seen", "seen", "[seen EXCEPT ![p] = @ \\cup {\"k1\"}]", "[seen EXCEPT ![p] = {}]"};
constexpr const char* kOfRow[] = {"row", "[row EXCEPT ![1] = 2]", "[row EXCEPT ![2] = 1]", "[row EXCEPT ![1] = 1]", "[row EXCEPT ![2] = 3]", "<<3, 1>>"};
constexpr const char* kInvariants[] = {"n < 2", "x[\"a\"] >= x[\"b\"]", "x[\"b\"] > 0 => n > 0", "seen[\"c\"] = {} \\/ x[\"b\"] > 0",
                                       "msgs = {} \\/ n > 0 \\/ x[\"a\"] > 0", "x[\"b\"] < 2", "Cardinality(msgs) < 3", "\\A q \\in P : x[q] = 2 => n > 0",
                                       "seen[\"a\"] = {} \\/ x[\"a\"] > 0"};

constexpr unsigned kActions = 5;

Spec random_spec(Random& random) {
  std::string body =
      "EXTENDS Naturals, FiniteSets, Sequences\nVARIABLES x, msgs, n, seen, row\nP == {\"a\", \"b\", \"c\"}\n"
      "Init == x = [p \\in P |-> 0] /\\ msgs = {} /\\ n = 0 /\\ seen = [p \\in P |-> {}] /\\ row = <<1, 2>>\n";
  std::string next;
  const bool with_row = below(random, 6) == 0;
  for (unsigned i = 0; i < kActions; ++i) {
    // Most change one variable or two.
    const auto changed = [&](const char* variable, const char* becomes) {
      return fmt::format(" /\\ {}' = {}", variable, below(random, 2) == 0 ? variable : becomes);
    };
    body += fmt::format("A{}(p) == ({}) /\\ {}", i, one_of(random, kGuards), one_of(random, kGuards));
    body += changed("x", one_of(random, kOfX)) + changed("msgs", one_of(random, kOfMsgs));
    body += changed("n", one_of(random, kOfN)) + changed("seen", one_of(random, kOfSeen));
    body += changed("row", with_row ? one_of(random, kOfRow) : "row") + "\n";
    next += fmt::format("{}A{}(p)", i == 0 ? "" : " \\/ ", i);
  }
  body += "Next == \\E p \\in P : " + next + "\n";
  std::string config = "INIT Init NEXT Next";
  for (unsigned i = 0, count = below(random, 3); i < count; ++i) {
    body += fmt::format("I{} == {}\n", i, one_of(random, kInvariants));
    config += fmt::format(" INVARIANT I{}", i);
  }
  return spec_of(body, config);
}

// A run of the spec as a log, in one of the orders.
Log random_log(Random& random, const Spec& spec) {
  constexpr trace::Order kOrders[] = {trace::Order::File, trace::Order::Clock, trace::Order::Sequence, trace::Order::Causes,
                                      trace::Order::Time};
  const runtime::Signature& signature = spec.model->signature();
  Log log;
  log.order = kOrders[below(random, std::size(kOrders))];
  const unsigned nodes = 3;
  const bool by_argument = below(random, 4) != 0;
  std::vector<std::vector<std::string>> lines(nodes);
  std::vector<std::vector<unsigned>> clocks(nodes, std::vector<unsigned>(nodes));
  std::vector<unsigned> last(nodes);
  runtime::Context context;
  Steps initial(signature.layout.words());
  spec.model->initial_states(context, initial);
  State state = initial.all.at(0).next;
  for (unsigned event = 1, size = 6 + below(random, 7); event <= size; ++event) {
    Steps steps(signature.layout.words());
    for (runtime::ActionId action = 0; action < signature.actions.size(); ++action) {
      try {
        spec.model->steps(context, state.data(), action, {}, steps);
      } catch (const runtime::EvalError&) {
      }
    }
    if (steps.all.empty()) break;
    const Steps::Step& step = steps.all[below(random, static_cast<unsigned>(steps.all.size()))];
    const std::string p = report::value_json(step.arguments.at(0));  // "a" with its quotes
    const unsigned node = by_argument ? static_cast<unsigned>(p[1] - 'a') % nodes : below(random, nodes);
    const unsigned heard = below(random, 3) == 0 ? below(random, nodes) : node;
    const unsigned cause = last[heard];
    std::string line = fmt::format("{{\"event\":\"{}\",\"node\":\"n{}\"", signature.action(step.action).name, node);
    for (unsigned i = 0; i < nodes; ++i) clocks[node][i] = std::max(clocks[node][i], clocks[heard][i]);
    ++clocks[node][node];
    switch (log.order) {
      case trace::Order::Clock:
        for (unsigned i = 0; i < nodes; ++i) line += fmt::format("{}\"n{}\":{}", i == 0 ? ",\"clock\":{" : ",", i, clocks[node][i]);
        line += "}";
        break;
      case trace::Order::Sequence: line += fmt::format(",\"order\":{}", event / 4); break;
      case trace::Order::Causes:
        line += fmt::format(",\"id\":\"e{}\"", event);
        if (cause != 0 && heard != node) line += fmt::format(",\"causes\":[\"e{}\"]", cause);
        break;
      case trace::Order::Time: line += fmt::format(",\"time\":{},\"until\":{}", 10 * event, 10 * event + 5 + below(random, 30)); break;
      default: break;
    }
    last[node] = event;
    if (below(random, 6) != 0) line += ",\"params\":{\"p\":" + p + "}";
    std::string after;
    for (size_t v = 0; v < signature.variables.size(); ++v) {
      if (below(random, 3) != 0) continue;
      const std::string& name = signature.variables[v].name;
      const Value was = signature.layout.get(state.data(), v), is = signature.layout.get(step.next.data(), v);
      std::string observed;
      if (name == "n") {
        observed = "\"value\":" + report::value_json(is);
      } else if (name == "row") {
        observed = "\"op\":\"contains\",\"value\":" + report::value_json(is.object()[below(random, is->size)]);
      } else if (name != "msgs") {
        observed = "\"path\":[" + p + "],\"value\":" + report::value_json(is.object()[static_cast<uint32_t>(p[1] - 'a')]);
      } else if (is->size > 0 && is->size >= was->size) {
        const bool added = is->size == was->size + 1;
        for (uint32_t i = 0; i < is->size && observed.empty(); ++i) {
          const auto old = was->span();
          const bool is_old = std::any_of(old.begin(), old.end(), [&](Value o) { return runtime::same(o, is.object()[i]); });
          if (added && is_old) continue;
          observed = std::string(added ? "\"op\":\"add\"," : "\"op\":\"contains\",") + "\"value\":" + report::value_json(is.object()[i]);
        }
        if (observed.empty()) continue;
      } else {
        continue;
      }
      after += (after.empty() ? "" : ",") + ("{\"var\":\"" + name + "\"," + observed + "}");
    }
    if (!after.empty()) line += ",\"after\":[" + after + "]";
    lines[node].push_back(line + "}\n");
    state = step.next;
  }
  // Damage: another action, another argument, an event left out where no clock counts it.
  for (unsigned edits = below(random, 3); edits > 0; --edits) {
    auto& of_node = lines[below(random, nodes)];
    if (of_node.empty()) continue;
    std::string& line = of_node[below(random, static_cast<unsigned>(of_node.size()))];
    if (const size_t p = line.find("\"params\":{\"p\":\""); p != std::string::npos && below(random, 2) == 0) {
      line[p + 15] = static_cast<char>('a' + below(random, 3));
    } else {
      line[line.find("\"event\":\"A") + 10] = static_cast<char>('0' + below(random, kActions));
    }
  }
  for (const auto& of_node : lines) {
    std::string text;
    for (const std::string& line : of_node) text += line;
    if (!text.empty()) log.files.push_back(std::move(text));
  }
  return log;
}

TEST(Independence, NothingIsLost) {
  const char* const asked = std::getenv("TRESTLE_EXPERIMENTS");
  const int experiments = asked != nullptr ? std::atoi(asked) : 600;
  Random random(51);
  std::map<Verdict, int> met;
  std::map<trace::Order, int> orders;
  uint64_t all_states = 0, states = 0;
  for (int i = 0; i < experiments; ++i) {
    const Spec spec = random_spec(random);
    for (int runs = 0; runs < 3; ++runs) {
      const Log log = random_log(random, spec);
      if (log.files.empty()) continue;
      std::string text;
      for (const std::string& file : log.files) text += "\n" + file;
      SCOPED_TRACE(fmt::format("experiment {}, order {}\n{}{}", i, static_cast<int>(log.order), core::print(*spec.core), text));
      const Reference reference(spec, log);
      const ValidateResult full = held(spec, log, false), reduced = held(spec, log, true);
      for (const ValidateResult* result : {&full, &reduced}) {
        ASSERT_EQ(result->verdict, reference.verdict) << result->reason;
        ASSERT_EQ(result->explained, reference.longest);
        if (result->verdict == Verdict::Ok) continue;
        // Once something explains the trace, what violates something is not gone on with.
        const bool whole = result->verdict == Verdict::Rejected;
        ASSERT_TRUE(whole ? reference.frontiers.contains(result->frontier) : result->frontier > 0) << result->frontier;
        ASSERT_EQ(result->unexplained.empty(), full.unexplained.empty());
      }
      if (reference.verdict == Verdict::Rejected) {
        ASSERT_LE(reduced.states, full.states);
        all_states += full.states;
        states += reduced.states;
      }
      ++met[reference.verdict];
      ++orders[log.order];
    }
  }
  // Each kind of outcome was met often enough to mean something.
  for (const Verdict verdict : {Verdict::Ok, Verdict::Rejected, Verdict::InvariantViolated})
    EXPECT_GT(met[verdict], experiments / 5) << to_string(verdict);
  EXPECT_EQ(orders.size(), 5u);
  EXPECT_LT(states * 10, all_states * 9);
  std::cout << all_states << " states of traces that are rejected, " << states << " with reduction\n";
}

// --- What would take longer than there is: 200^6 cuts.

constexpr unsigned kNodes = 6, kTicks = 200;
constexpr const char* kTicking = R"(EXTENDS Naturals
VARIABLES x, last
P == {"n0", "n1", "n2", "n3", "n4", "n5"}
Init == x = [p \in P |-> 0] /\ last = "none"
Tick(p) == x[p] < 1000 /\ x' = [x EXCEPT ![p] = @ + 1] /\ UNCHANGED last
See(p, q) == x[q] = 100 /\ last' = p /\ UNCHANGED x
Next == \E p \in P : Tick(p) \/ \E q \in P : See(p, q)
Few == x["n2"] < 200
Bounded == \A p \in P : x[p] \in 0..1000
)";
constexpr const char* kTickingConfig = "INIT Init NEXT Next INVARIANTS Few Bounded";

std::string tick(unsigned node, unsigned count) {
  return fmt::format("{{\"event\":\"Tick\",\"params\":{{\"p\":\"n{0}\"}},\"after\":[{{\"var\":\"x\",\"path\":[\"n{0}\"],\"value\":{1}}}]}}\n",
                     node, count);
}

Log ticking(unsigned of_n2) {
  Log log{{}, trace::Order::File};
  for (unsigned node = 0; node < kNodes; ++node) {
    std::string& file = log.files.emplace_back();
    for (unsigned i = 1, n = node == 2 ? of_n2 : kTicks; i <= n; ++i) file += tick(node, i);
  }
  return log;
}

// Looking at every cut gives up; what is reduced meets about a state an event.
void expect(const Log& log, Verdict verdict, uint64_t explained) {
  const Spec spec = spec_of(kTicking, kTickingConfig);
  EXPECT_EQ(held(spec, log, false, 20'000).verdict, Verdict::Inconclusive);
  const ValidateResult reduced = held(spec, log, true, 20'000);
  EXPECT_EQ(reduced.verdict, verdict) << reduced.reason;
  EXPECT_EQ(reduced.explained, explained);
  EXPECT_LT(reduced.states, 4 * kNodes * kTicks);
}

TEST(Independence, OneWrongEventOfManyThatDoNotCare) {
  Log log = ticking(kTicks - 1);
  log.files[0] += tick(0, 77);
  expect(log, Verdict::Rejected, kNodes * kTicks - 1);
}

TEST(Independence, AnEventThatMustHaveBeenMuchEarlier) {
  Log log = ticking(kTicks - 1);
  log.files[0] += "{\"event\":\"See\",\"params\":{\"p\":\"n0\",\"q\":\"n2\"}}\n";
  expect(log, Verdict::Ok, kNodes * kTicks);
}

TEST(Independence, WhatEveryOrderViolates) {
  expect(ticking(kTicks), Verdict::InvariantViolated, kNodes * kTicks);
}

// --- What has to be looked at again.

Verdict verdict_of(const Spec& spec, const std::vector<std::string>& files, bool reduced) {
  return held(spec, {files, trace::Order::File}, reduced).verdict;
}

TEST(Independence, AViolationThatAnotherOrderOfEventsThatDoNotMeetAvoids) {
  const Spec spec = spec_of(
      "VARIABLES x, y, z\nInit == x = 0 /\\ y = 0 /\\ z = 0\n"
      "A == x' = 1 /\\ UNCHANGED <<y, z>>\nB == y' = 1 /\\ UNCHANGED <<x, z>>\nC == z' = 1 /\\ UNCHANGED <<x, y>>\n"
      "Next == A \\/ B \\/ C\nYAfterX == y = 1 => x = 1\nXAfterZ == x = 1 => z = 1",
      "INIT Init NEXT Next INVARIANTS YAfterX XAfterZ");
  const std::string a = "{\"event\":\"A\"}\n", b = "{\"event\":\"B\"}\n", c = "{\"event\":\"C\"}\n";
  for (const bool reduced : {false, true}) {
    EXPECT_EQ(verdict_of(spec, {a, b, c}, reduced), Verdict::Ok);
    EXPECT_EQ(verdict_of(spec, {b, a, c}, reduced), Verdict::Ok);  // the second invariant matters when the first is minded
    EXPECT_EQ(verdict_of(spec, {a + c, b}, reduced), Verdict::InvariantViolated);
    EXPECT_EQ(verdict_of(spec, {b + a, c}, reduced), Verdict::InvariantViolated);
  }
}

// What a sequence contains may be at any of its positions, and go when another event writes there.
TEST(Independence, WhatAPositionOfASequenceHeld) {
  const Spec spec = spec_of(
      "EXTENDS Naturals\nVARIABLES row, n\nInit == row = <<7, 8>> /\\ n = 0\n"
      "Look == n' = n + 1 /\\ UNCHANGED row\nSet(i, v) == row' = [row EXCEPT ![i] = v] /\\ UNCHANGED n\n"
      "Next == Look \\/ \\E i \\in 1..2, v \\in 1..9 : Set(i, v)\n",
      "INIT Init NEXT Next");
  const Log log{{R"({"event":"Set","params":{"i":1,"v":2}})"
                 "\n",
                 R"({"event":"Look","after":[{"var":"row","op":"contains","value":7}]})"
                 "\n"},
                trace::Order::File};
  EXPECT_EQ(held(spec, log, false).verdict, Verdict::Ok);
  EXPECT_EQ(held(spec, log, true).verdict, Verdict::Ok);
}

// "2 was added" is true of a step that adds 1 where both were there.
TEST(Independence, AnObservationOfWhatWasThereAlready) {
  const Spec spec = spec_of("VARIABLE s\nInit == s = {2}\nOne == s' = s \\cup {1}\nNext == One", "INIT Init NEXT Next");
  const std::string one = "{\"event\":\"One\"}\n",
                    observed = "{\"event\":\"One\",\"after\":[{\"var\":\"s\",\"op\":\"add\",\"value\":2}]}\n";
  for (const bool reduced : {false, true}) EXPECT_EQ(verdict_of(spec, {observed, one}, reduced), Verdict::Ok);
}

// What is added has no such member, and comes before what has it.
TEST(Independence, AnElementForWhichATestHasNoValue) {
  const Spec spec = spec_of(
      "EXTENDS Naturals\nVARIABLES s, n\nInit == s = {[a |-> 1, size |-> 1]} /\\ n = 0\n"
      "Add == s' = s \\cup {[a |-> 1]} /\\ UNCHANGED n\n"
      "Count == (\\E m \\in s : m.size = 1) /\\ n' = n + 1 /\\ UNCHANGED s\nNext == Add \\/ Count",
      "INIT Init NEXT Next");
  const std::string add = "{\"event\":\"Add\"}\n", count = "{\"event\":\"Count\"}\n";
  for (const bool reduced : {false, true}) {
    EXPECT_EQ(verdict_of(spec, {add, count}, reduced), Verdict::Ok);
    EXPECT_EQ(verdict_of(spec, {add + count, count}, reduced), Verdict::Rejected);
  }
}

}  // namespace
}  // namespace trestle::explore
