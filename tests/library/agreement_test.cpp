// Models as libraries (trestle_add_spec) and the evaluator walk the same random behaviors: the same initial states, the
// same steps with the same arguments from each state met, the same invariants. States are compared as TLA+ text, each
// model in a process of its own, as ctest runs them: the order of fields is that of their first appearance in a
// process.
#include <map>
#include <random>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "AtomicCommit.h"
#include "Ballots.h"
#include "ConstantNext.h"
#include "Elections.h"
#include "Errands.h"
#include "Ferry.h"
#include "LocalFunctions.h"
#include "LockService.h"
#include "Lockers.h"
#include "Mailboxes.h"
#include "MapsAndRecords.h"
#include "MixedDomain.h"
#include "NamesOfOurs.h"
#include "RefusedLater.h"
#include "Warehouse.h"
#include "translator/runtime/print.h"
#include "translator/runtime/thread.h"
#include "validator/cli/load.h"

namespace trestle {
namespace {

using runtime::Word;

// The evaluator's model, in words.
class Reference : runtime::StateSink, runtime::StepSink {
 public:
  using Words = std::vector<Word>;
  explicit Reference(const std::string& module) {
    cli::SpecOptions options;
    options.spec = std::string(TRESTLE_CORPUS) + "/" + module + ".tla";
    Diagnostics diagnostics;
    loaded_ = cli::load(options, diagnostics);
    if (loaded_ == nullptr) throw std::runtime_error(render(diagnostics));
  }

  std::map<std::string, Words> initial() {
    states_.clear();
    model().initial_states(context_, *this);
    return std::move(states_);
  }
  // The action as it was taken, and the next state.
  std::map<std::pair<std::string, std::string>, Words> steps(const Words& state) {
    steps_.clear();
    model().steps(context_, state.data(), *this);
    context_.arena.reset();
    return std::move(steps_);
  }
  std::set<std::string> violated(const Words& state, runtime::PredicateKind kind) {
    std::set<std::string> names;
    const auto& predicates = model().signature().predicates;
    for (uint32_t p = 0; p < predicates.size(); ++p)
      if (predicates[p].kind == kind && !model().holds(context_, p, state.data())) names.insert(predicates[p].name);
    return names;
  }

 private:
  const runtime::Model& model() const { return *loaded_->model; }
  std::string text(const Word* state) {
    const auto& signature = model().signature();
    std::string out;
    for (size_t i = 0; i < signature.variables.size(); ++i)
      out += "/\\ " + signature.variables[i].name + " = " +
             runtime::to_string(context_, signature.layout.get(context_, state, i)) + "\n";
    return out;
  }
  Words words(const Word* state) const { return {state, state + model().signature().layout.words()}; }
  bool state(const Word* s) override {
    states_.emplace(text(s), words(s));
    return true;
  }
  bool step(const runtime::Step& step) override {
    std::string action = model().signature().action(step.action).name;
    for (size_t i = 0; i < step.arguments.size(); ++i)
      action += (i ? ", " : "(") + runtime::to_string(context_, step.arguments[i]);
    if (!step.arguments.empty()) action += ")";
    steps_.emplace(std::pair(action, text(step.next)), words(step.next));
    return true;
  }

  std::unique_ptr<cli::Loaded> loaded_;
  runtime::Context context_;
  std::map<std::string, Words> states_;
  std::map<std::pair<std::string, std::string>, Words> steps_;
};

// What a library's namespace offers.
template <class State, class Action, class Step>
struct Library {
  std::vector<State> (*initial_states)();
  std::vector<Step> (*steps)(const State&);
  std::vector<State> (*step)(const State&, const Action&);
  std::vector<std::string_view> (*violated)(const State&);
  std::string (*print)(const Action&);
  std::vector<std::string_view> (*not_native)();
};

template <class State, class Action, class Step>
void walk_alike(const std::string& module, Library<State, Action, Step> library) {
  EXPECT_TRUE(library.not_native().empty()) << library.not_native()[0];
  Reference reference(module);
  std::mt19937 random(11);
  const auto starts = reference.initial();
  std::map<std::string, State> begin;
  for (const State& s : library.initial_states()) begin.emplace(print(s), s);
  ASSERT_EQ(begin.size(), starts.size());

  std::set<size_t> hashes;
  std::set<std::string> met;
  for (int walk = 0; walk < 12; ++walk) {
    auto at = std::next(starts.begin(), random() % starts.size());
    ASSERT_TRUE(begin.contains(at->first)) << at->first;
    State state = begin.at(at->first);
    Reference::Words words = at->second;
    for (int depth = 0; depth < 25; ++depth) {
      const auto names = library.violated(state);
      ASSERT_EQ(std::set<std::string>(names.begin(), names.end()),
                reference.violated(words, runtime::PredicateKind::Invariant))
          << print(state);
      if (!reference.violated(words, runtime::PredicateKind::Constraint).empty()) break;
      const auto expected = reference.steps(words);
      std::map<std::pair<std::string, std::string>, State> found;
      for (const Step& s : library.steps(state)) {
        found.emplace(std::pair(library.print(s.action), print(s.next)), s.next);
        // The same action by itself leads there, too.
        const auto alone = library.step(state, s.action);
        ASSERT_NE(std::find(alone.begin(), alone.end(), s.next), alone.end()) << library.print(s.action);
      }
      for (const auto& [step, next] : expected)
        ASSERT_TRUE(found.contains(step)) << "only the evaluator takes " << step.first << " to\n" << step.second;
      for (const auto& [step, next] : found)
        ASSERT_TRUE(expected.contains(step)) << "only the library takes " << step.first << " to\n" << step.second;
      if (expected.empty()) break;
      const auto taken = std::next(expected.begin(), random() % expected.size());
      state = found.at(taken->first);
      words = taken->second;
      met.insert(print(state));
      hashes.insert(std::hash<State>()(state));
    }
  }
  EXPECT_GT(met.size(), 20u);
  EXPECT_EQ(hashes.size(), met.size());
}

TEST(LibraryAgreement, Ballots) {
  using namespace Ballots;
  walk_alike<State, Action, Step>("Ballots", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, Elections) {
  using namespace Elections;
  walk_alike<State, Action, Step>("Elections", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, Errands) {
  using namespace Errands;
  walk_alike<State, Action, Step>("Errands", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, Ferry) {
  using namespace Ferry;
  walk_alike<State, Action, Step>("Ferry", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, LockService) {
  using namespace LockService;
  walk_alike<State, Action, Step>("LockService", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, LocalFunctions) {
  using namespace LocalFunctions;
  walk_alike<State, Action, Step>("LocalFunctions", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, Lockers) {
  using namespace Lockers;
  walk_alike<State, Action, Step>("Lockers", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, Mailboxes) {
  using namespace Mailboxes;
  walk_alike<State, Action, Step>("Mailboxes", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, MapsAndRecords) {
  using namespace MapsAndRecords;
  walk_alike<State, Action, Step>("MapsAndRecords", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, MixedDomain) {
  using namespace MixedDomain;
  walk_alike<State, Action, Step>("MixedDomain", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, NamesOfOurs) {
  using namespace NamesOfOurs;
  walk_alike<State, Action, Step>("NamesOfOurs", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, RefusedLater) {
  using namespace RefusedLater;
  walk_alike<State, Action, Step>("RefusedLater", {initial_states, steps, step, violated, print, not_native});
}
TEST(LibraryAgreement, Warehouse) {
  using namespace Warehouse;
  walk_alike<State, Action, Step>("Warehouse", {initial_states, steps, step, violated, print, not_native});
}

// It has sequences as constants.
TEST(Library, RunsWithoutOptimization) {
  const auto initial = ConstantNext::initial_states();
  ASSERT_EQ(initial.size(), 1u);
  EXPECT_EQ(ConstantNext::steps(initial[0]).size(), 1u);
}

// A CASE that may hold in several ways needs the evaluator.
TEST(Library, WhatIsNotNativeIsNamedAndThrows) {
  EXPECT_FALSE(AtomicCommit::not_native().empty());
  const AtomicCommit::State state = AtomicCommit::initial_states().at(0);
  try {
    AtomicCommit::Decide(state, AtomicCommit::Atom::abort);
    FAIL();
  } catch (const library::Error& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("Decide is not native"));
  }
  EXPECT_EQ(AtomicCommit::Vote(state, AtomicCommit::Atom::s1, AtomicCommit::Atom::no).size(), 1u);  // this one is
}

TEST(Library, WhatHasNoRoomIsAnError) {
  Mailboxes::State state = Mailboxes::initial_states().at(0);
  state.cash[1] = 1000;
  EXPECT_THROW(Mailboxes::steps(state), library::Error);
  EXPECT_THROW(state.cash[3], packed::Misfit);
}

}  // namespace
}  // namespace trestle
