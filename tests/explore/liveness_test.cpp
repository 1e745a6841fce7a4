// Temporal properties on small graphs: known answers, and random ones against every lasso there is up to some length.
#include <random>

#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "validator/explore/check.h"
#include "validator/explore/simulate.h"

namespace trestle::explore {
namespace {

using runtime::FormulaId;
using runtime::Formulas;
using runtime::PredicateKind;

CheckResult run(const runtime::Model& model, unsigned workers = 1) { return check(model, {.workers = workers}); }

std::vector<int64_t> firsts(const Toy& toy, const Behavior& behavior) {
  std::vector<int64_t> out;
  for (const BehaviorState& state : behavior.states) out.push_back(toy.decode_row(state.words.data())[0]);
  return out;
}

// One variable, and steps along the given edges.
Toy graph(const std::vector<std::pair<int64_t, int64_t>>& edges) {
  Toy toy({"x"});
  toy.init({{0}});
  toy.action("Go", {}, [=](const Row& s, const Toy::Emit& emit) {
    for (const auto& [from, to] : edges) {
      if (from == s[0]) emit({to}, {}, 1);
    }
  });
  toy.edit().check_deadlock = false;
  return toy;
}

class Temporal {
 public:
  explicit Temporal(Toy& toy) : toy_(toy) {}

  FormulaId state(std::function<bool(int64_t)> test) {
    return atom(false, [=](const Row& s, const Row&) { return test(s[0]); });
  }
  FormulaId step(std::function<bool(int64_t, int64_t)> test) {
    return atom(true, [=](const Row& s, const Row& next) { return test(s[0], next[0]); });
  }
  Formulas& f() { return toy_.edit().temporal.formulas; }
  FormulaId infinitely_often(FormulaId x) { return f().always(f().eventually(x)); }
  FormulaId eventually_always(FormulaId x) { return f().eventually(f().always(x)); }
  FormulaId leads_to(FormulaId x, FormulaId y) {
    return f().always(f().disjunction({f().negation(x), f().eventually(y)}));
  }
  void weakly_fair(FormulaId enabled, FormulaId step) {
    assume(infinitely_often(f().disjunction({f().negation(enabled), step})));
  }
  void strongly_fair(FormulaId enabled, FormulaId step) {
    assume(f().disjunction({eventually_always(f().negation(enabled)), infinitely_often(step)}));
  }
  void assume(FormulaId x) { toy_.edit().temporal.fairness.push_back({"Spec", x}); }
  void property(std::string name, FormulaId x) { toy_.edit().temporal.properties.push_back({std::move(name), x}); }

 private:
  FormulaId atom(bool on_steps, Toy::Test test) {
    auto& signature = toy_.edit();
    const auto predicate = static_cast<uint32_t>(signature.predicates.size());
    toy_.predicate("atom", PredicateKind::Liveness, std::move(test));
    signature.temporal.atoms.push_back({.predicate = predicate, .on_steps = on_steps});
    return f().atom(static_cast<uint32_t>(signature.temporal.atoms.size() - 1));
  }

  Toy& toy_;
};

TEST(Liveness, WithoutFairnessABehaviorMayStop) {
  Toy toy = graph({{0, 1}, {1, 2}, {2, 0}});
  Temporal t(toy);
  t.property("Arrives", t.f().eventually(t.state([](int64_t x) { return x == 2; })));
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(exit_code(result), 13);
  EXPECT_EQ(result.violated, "Arrives");
  EXPECT_EQ(firsts(toy, result.behavior), std::vector<int64_t>{0});
  EXPECT_EQ(result.behavior.end, Behavior::End::Stuttering);
  EXPECT_EQ(result.distinct, 3u);

  t.weakly_fair(t.state([](int64_t) { return true; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  EXPECT_EQ(run(toy).verdict, Verdict::Ok);
}

// 2 can be left to 3 now and then, but never long enough for weak fairness to ask for it.
TEST(Liveness, StrongFairnessIsNeededWhereAnActionIsEnabledAgainAndAgain) {
  for (const bool strong : {false, true}) {
    Toy toy = graph({{0, 1}, {1, 2}, {2, 1}, {2, 3}});
    Temporal t(toy);
    t.weakly_fair(t.state([](int64_t x) { return x < 3; }), t.step([](int64_t x, int64_t y) { return x != y; }));
    const FormulaId enabled = t.state([](int64_t x) { return x == 2; });
    const FormulaId leave = t.step([](int64_t x, int64_t y) { return x == 2 && y == 3; });
    if (strong) {
      t.strongly_fair(enabled, leave);
    } else {
      t.weakly_fair(enabled, leave);
    }
    t.property("Leaves", t.f().eventually(t.state([](int64_t x) { return x == 3; })));
    for (const unsigned workers : {1u, 3u}) {
      const CheckResult result = run(toy, workers);
      if (strong) {
        EXPECT_EQ(result.verdict, Verdict::Ok);
        continue;
      }
      EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
      EXPECT_EQ(firsts(toy, result.behavior), (std::vector<int64_t>{0, 1, 2}));
      EXPECT_EQ(result.behavior.end, Behavior::End::BackTo);
      EXPECT_EQ(result.behavior.back_to, 1u);
      EXPECT_EQ(toy.signature().action(result.behavior.back_action).name, "Go");
    }
  }
}

TEST(Liveness, TheBehaviorNamesAllThatItViolates) {
  Toy toy = graph({{0, 1}, {1, 0}});
  Temporal t(toy);
  t.weakly_fair(t.state([](int64_t) { return true; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  const FormulaId zero = t.state([](int64_t x) { return x == 0; });
  t.property("Settles", t.eventually_always(zero));
  t.property("Alternates", t.infinitely_often(zero));
  t.property("StaysAway", t.f().eventually(t.f().always(t.f().negation(zero))));
  EXPECT_EQ(run(toy).violated, "Settles StaysAway");
}

// Several at a time, and the first that is violated is told, whichever is done first.
TEST(Liveness, PropertiesAreCheckedTogether) {
  constexpr int64_t kLong = 3000;
  std::vector<std::pair<int64_t, int64_t>> edges;
  for (int64_t x = 0; x < kLong; ++x) edges.emplace_back(x, x + 1);
  edges.emplace_back(kLong, kLong - 1);
  Toy toy = graph(edges);
  Temporal t(toy);
  t.weakly_fair(t.state([](int64_t) { return true; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  t.property("GetsThere", t.f().eventually(t.state([](int64_t x) { return x == kLong; })));
  t.property("StaysThere", t.eventually_always(t.state([](int64_t x) { return x == kLong; })));
  t.property("NeverMoves", t.eventually_always(t.state([](int64_t x) { return x == 0; })));
  t.property("ComesBack", t.infinitely_often(t.state([](int64_t x) { return x == 0; })));
  const CheckResult alone = run(toy);
  EXPECT_EQ(alone.verdict, Verdict::PropertyViolated);
  for (int i = 0; i < 20; ++i) {
    const CheckResult together = run(toy, 4);
    EXPECT_EQ(together.violated, alone.violated);
    EXPECT_EQ(firsts(toy, together.behavior), firsts(toy, alone.behavior));
  }
}

// The same property is one of safety when it can be violated by what happened so far; then it is found while exploring.
TEST(Liveness, SafetyIsViolatedByAFiniteBehavior) {
  Toy toy = graph({{0, 1}, {1, 2}, {2, 3}, {3, 4}});
  Temporal t(toy);
  const FormulaId one = t.state([](int64_t x) { return x == 1; });
  const FormulaId low = t.state([](int64_t x) { return x < 3; });
  t.property("OnceOneLow", t.f().always(t.f().disjunction({t.f().negation(one), t.f().always(low)})));
  CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::InvariantViolated);
  EXPECT_EQ(exit_code(result), 12);
  EXPECT_EQ(result.behavior.end, Behavior::End::Finite);
  EXPECT_EQ(firsts(toy, result.behavior), (std::vector<int64_t>{0, 1, 2, 3}));

  t.weakly_fair(t.state([](int64_t x) { return x < 4; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(firsts(toy, result.behavior), (std::vector<int64_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(result.behavior.end, Behavior::End::Stuttering);
}

// Steps that a constraint excludes do not exist, but ENABLED knows nothing of it: no behavior that ends there is fair.
TEST(Liveness, ConstraintsCutSteps) {
  Toy toy = graph({{0, 1}, {1, 2}, {2, 3}});
  toy.predicate("Small", PredicateKind::Constraint, [](const Row& s, const Row&) { return s[0] < 3; });
  Temporal t(toy);
  const FormulaId arrived = t.state([](int64_t x) { return x == 3; });
  t.property("Arrives", t.f().eventually(arrived));
  EXPECT_EQ(run(toy).verdict, Verdict::PropertyViolated);
  t.weakly_fair(t.state([](int64_t x) { return x < 3; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  EXPECT_EQ(run(toy).verdict, Verdict::Ok);
}

TEST(Liveness, AtomsWithoutAValueAreFailures) {
  Toy toy = graph({{0, 1}, {1, 0}});
  Temporal t(toy);
  t.property("Fails", t.f().eventually(t.state([](int64_t x) -> bool {
    if (x == 1) throw runtime::EvalError(runtime::ErrorKind::Evaluation, "no value");
    return false;
  })));
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::EvaluationFailed);
  EXPECT_EQ(exit_code(result), 255);
  EXPECT_EQ(firsts(toy, result.behavior), (std::vector<int64_t>{0, 1}));
}

TEST(Liveness, UnderAViewItWarns) {
  Toy toy = graph({{0, 1}, {1, 0}});
  toy.view([](const Row& s) { return s; });
  Temporal t(toy);
  t.property("Returns", t.infinitely_often(t.state([](int64_t x) { return x < 2; })));
  const CheckResult result = run(toy);
  EXPECT_EQ(result.verdict, Verdict::Ok);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_NE(result.warnings[0].find("VIEW or SYMMETRY"), std::string::npos);
}

// --- Random formulas on random graphs.

struct Tree {
  enum class Op { Atom, Not, And, Or, Always, Eventually } op;
  size_t atom = 0;
  std::vector<Tree> args = {};
};

FormulaId build(Formulas& f, const Tree& tree) {
  std::vector<FormulaId> args;
  for (const Tree& arg : tree.args) args.push_back(build(f, arg));
  switch (tree.op) {
    case Tree::Op::Atom: return f.atom(static_cast<uint32_t>(tree.atom));
    case Tree::Op::Not: return f.negation(args[0]);
    case Tree::Op::And: return f.conjunction(args);
    case Tree::Op::Or: return f.disjunction(args);
    case Tree::Op::Always: return f.always(args[0]);
    case Tree::Op::Eventually: return f.eventually(args[0]);
  }
  return 0;
}

// States in order; the last is followed by the one at `entry`.
struct Walk {
  std::vector<int64_t> states;
  size_t entry;
  size_t next(size_t i) const { return i + 1 < states.size() ? i + 1 : entry; }
};

struct Case {
  static constexpr size_t kStateAtoms = 2, kAtoms = 4;
  int64_t size;
  std::vector<std::pair<int64_t, int64_t>> edges;
  std::vector<std::vector<bool>> atoms;  // by state * size + next state
  Tree fairness, property;

  bool holds(const Tree& tree, const Walk& walk, size_t i) const {
    const auto part = [&](size_t k, size_t at) { return holds(tree.args[k], walk, at); };
    switch (tree.op) {
      case Tree::Op::Atom: return atoms[tree.atom][walk.states[i] * size + walk.states[walk.next(i)]];
      case Tree::Op::Not: return !part(0, i);
      case Tree::Op::And: return part(0, i) && part(1, i);
      case Tree::Op::Or: return part(0, i) || part(1, i);
      case Tree::Op::Always:
      case Tree::Op::Eventually: {
        const bool all = tree.op == Tree::Op::Always;
        for (size_t at = i, n = 0; n < 2 * walk.states.size(); ++n, at = walk.next(at)) {
          if (part(0, at) != all) return !all;
        }
        return all;
      }
    }
    return false;
  }
  bool is_counterexample(const Walk& walk) const { return holds(fairness, walk, 0) && !holds(property, walk, 0); }
  bool is_step(int64_t from, int64_t to) const {
    return from == to || std::find(edges.begin(), edges.end(), std::pair(from, to)) != edges.end();
  }

  bool some_lasso(std::vector<int64_t>& path, size_t most) const {
    for (size_t entry = 0; entry < path.size(); ++entry) {
      if (is_step(path.back(), path[entry]) && is_counterexample({path, entry})) return true;
    }
    if (path.size() == most) return false;
    for (int64_t to = 0; to < size; ++to) {
      if (!is_step(path.back(), to)) continue;
      path.push_back(to);
      if (some_lasso(path, most)) return true;
      path.pop_back();
    }
    return false;
  }
};

class Random {
 public:
  explicit Random(unsigned seed) : random_(seed) {}

  size_t below(size_t n) { return random_() % n; }

  Tree formula(int depth) {
    if (depth == 0 || below(5) == 0) return {Tree::Op::Atom, below(Case::kAtoms)};
    switch (below(7)) {
      case 0: return {Tree::Op::Not, 0, {formula(depth - 1)}};
      case 1: return {Tree::Op::And, 0, {formula(depth - 1), formula(depth - 1)}};
      case 2: return {Tree::Op::Or, 0, {formula(depth - 1), formula(depth - 1)}};
      case 3:
      case 4: return {Tree::Op::Always, 0, {formula(depth - 1)}};
      default: return {Tree::Op::Eventually, 0, {formula(depth - 1)}};
    }
  }

  // Like WF or SF, or anything.
  Tree fairness() {
    const Tree enabled{Tree::Op::Atom, below(Case::kStateAtoms)};
    const Tree disabled{Tree::Op::Not, 0, {enabled}};
    const Tree step{Tree::Op::Atom, Case::kStateAtoms + below(Case::kAtoms - Case::kStateAtoms)};
    const auto often = [](Tree t) {
      return Tree{Tree::Op::Always, 0, {Tree{Tree::Op::Eventually, 0, {std::move(t)}}}};
    };
    switch (below(3)) {
      case 0: return often({Tree::Op::Or, 0, {disabled, step}});
      case 1:
        return {Tree::Op::Or, 0, {Tree{Tree::Op::Eventually, 0, {Tree{Tree::Op::Always, 0, {disabled}}}}, often(step)}};
      default: return formula(3);
    }
  }

  Case make() {
    Case c{.size = 2 + static_cast<int64_t>(below(2)), .edges = {}, .atoms = {}, .fairness = {}, .property = {}};
    for (int64_t from = 0; from < c.size; ++from) {
      for (int64_t to = 0; to < c.size; ++to) {
        if (below(2) == 0) c.edges.emplace_back(from, to);
      }
    }
    for (size_t atom = 0; atom < Case::kAtoms; ++atom) {
      auto& values = c.atoms.emplace_back(c.size * c.size);
      for (int64_t i = 0; i < c.size * c.size; ++i) {
        values[i] = atom < Case::kStateAtoms && i % c.size > 0 ? values[i - 1] : below(2) == 0;
      }
    }
    c.fairness = {Tree::Op::And, 0, {fairness(), fairness()}};
    c.property = formula(4);
    return c;
  }

 private:
  std::mt19937 random_;
};

Toy toy_of(const Case& c) {
  Toy toy = graph(c.edges);
  Temporal t(toy);
  for (size_t atom = 0; atom < Case::kAtoms; ++atom) {
    if (atom < Case::kStateAtoms) {
      t.state([&c, atom](int64_t x) { return c.atoms[atom][x * c.size]; });
    } else {
      t.step([&c, atom](int64_t x, int64_t y) { return c.atoms[atom][x * c.size + y]; });
    }
  }
  t.assume(build(t.f(), c.fairness));
  t.property("Random", build(t.f(), c.property));
  return toy;
}

TEST(Liveness, AgreesWithAllLassosOfRandomGraphs) {
  Random random(7);
  int violated = 0, ok = 0;
  for (int i = 0; i < 600; ++i) {
    SCOPED_TRACE(i);
    const Case c = random.make();
    const Toy toy = toy_of(c);
    const CheckResult result = run(toy);
    std::vector<int64_t> path = {0};
    if (result.verdict == Verdict::Ok) {
      ++ok;
      EXPECT_FALSE(c.some_lasso(path, c.size == 2 ? 8 : 6));
      continue;
    }
    ++violated;
    Walk walk{firsts(toy, result.behavior), result.behavior.size() - 1};
    if (result.behavior.end == Behavior::End::BackTo) walk.entry = result.behavior.back_to;
    EXPECT_EQ(walk.states[0], 0);
    for (size_t at = 0; at < walk.states.size(); ++at) {
      EXPECT_TRUE(c.is_step(walk.states[at], walk.states[walk.next(at)]));
    }
    EXPECT_TRUE(c.is_counterexample(walk));
  }
  EXPECT_GT(violated, 100);
  EXPECT_GT(ok, 100);
}

// --- Of random behaviors.

SimulateResult follow(const runtime::Model& model, uint64_t behaviors = 50) {
  return simulate(model, {.behaviors = behaviors, .depth = 20, .seed = 1, .check_deadlock = false});
}

TEST(LivenessOfSimulation, ABehaviorMayStopUnlessItIsFair) {
  Toy toy = graph({{0, 1}, {1, 2}, {2, 3}});
  Temporal t(toy);
  t.property("Arrives", t.f().eventually(t.state([](int64_t x) { return x == 3; })));
  const SimulateResult result = follow(toy);
  EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(result.violated, "Arrives");
  EXPECT_EQ(result.behavior.end, Behavior::End::Stuttering);
  EXPECT_EQ(firsts(toy, result.behavior), std::vector<int64_t>{0});

  t.weakly_fair(t.state([](int64_t x) { return x < 3; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  EXPECT_EQ(follow(toy).verdict, Verdict::Ok);
  EXPECT_TRUE(follow(toy).warnings.empty());
}

// States that come again make a cycle, when all that must recur does within it.
TEST(LivenessOfSimulation, ABehaviorGoesRoundInItsOwnStates) {
  Toy toy = graph({{0, 1}, {1, 2}, {2, 1}, {2, 3}, {3, 3}});
  Temporal t(toy);
  t.weakly_fair(t.state([](int64_t x) { return x < 3; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  t.property("Leaves", t.f().eventually(t.state([](int64_t x) { return x == 3; })));
  const SimulateResult result = follow(toy);
  EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
  EXPECT_EQ(firsts(toy, result.behavior), (std::vector<int64_t>{0, 1, 2}));
  EXPECT_EQ(result.behavior.end, Behavior::End::BackTo);
  EXPECT_EQ(result.behavior.back_to, 1u);
  // The behavior with the least number counts, for any number of workers.
  for (const unsigned workers : {2u, 4u}) {
    const SimulateResult again =
        simulate(toy, {.workers = workers, .behaviors = 50, .depth = 20, .seed = 1, .check_deadlock = false});
    EXPECT_EQ(again.verdict, Verdict::PropertyViolated);
    EXPECT_EQ(firsts(toy, again.behavior), firsts(toy, result.behavior));
  }
}

// A cycle of the spec that the behavior did not close is not seen.
TEST(LivenessOfSimulation, WhatWasNotFollowedIsNotSeen) {
  Toy toy = graph({{0, 1}, {1, 2}, {2, 0}});
  Temporal t(toy);
  t.weakly_fair(t.state([](int64_t) { return true; }), t.step([](int64_t x, int64_t y) { return x != y; }));
  t.property("Never", t.f().eventually(t.state([](int64_t x) { return x == 9; })));
  EXPECT_EQ(simulate(toy, {.behaviors = 5, .depth = 3, .check_deadlock = false}).verdict, Verdict::Ok);
  EXPECT_EQ(simulate(toy, {.behaviors = 5, .depth = 4, .check_deadlock = false}).verdict, Verdict::PropertyViolated);
}

// --- Before everything is explored.

// Counters that go on for long, and one that swings from the beginning.
TEST(LivenessEarly, AViolationIsFoundLongBeforeTheEnd) {
  for (const unsigned workers : {1u, 2u}) {
    Toy toy({"x", "a", "b"});
    toy.init({{0, 0, 0}});
    toy.edit().check_deadlock = false;
    toy.action("Swing", {}, [](const Row& s, const Toy::Emit& emit) { emit({1 - s[0], s[1], s[2]}, {}, 1); });
    toy.action("Count", {}, [](const Row& s, const Toy::Emit& emit) {
      if (s[1] < 999) emit({s[0], s[1] + 1, s[2]}, {}, 1);
      if (s[2] < 999) emit({s[0], s[1], s[2] + 1}, {}, 1);
    });
    Temporal t(toy);
    t.weakly_fair(t.state([](int64_t) { return true; }), t.step([](int64_t x, int64_t y) { return x != y; }));
    t.property("Settles", t.eventually_always(t.state([](int64_t x) { return x == 0; })));
    const CheckResult result = run(toy, workers);
    EXPECT_EQ(result.verdict, Verdict::PropertyViolated);
    EXPECT_EQ(result.behavior.end, Behavior::End::BackTo);
    EXPECT_LT(result.distinct, 200'000u);  // of 2 million
  }
}

}  // namespace
}  // namespace trestle::explore
