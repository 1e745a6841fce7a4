// LeaseTable, the C++ class, held against LeaseTable, the specification: whatever is done to the class must be a step
// of the specification, to just the state that the class is in afterwards. The model is made by trestle_add_spec
// (CMakeLists.txt); its namespace is LeaseTable_spec, here called spec.
#include <random>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "LeaseTable_spec.h"
#include "lease_table.h"

namespace {

namespace spec = LeaseTable_spec;
using spec::Atom;

constexpr Atom kClients[] = {Atom::ann, Atom::bob, Atom::cleo, Atom::dan};
constexpr Atom kResources[] = {Atom::disk, Atom::printer};

// What the specification's values are called in the program.
std::string name(Atom atom) {
  std::string text(spec::text(atom));
  std::erase(text, '"');
  return text;
}
Atom client(const std::string& client_name) {
  for (const Atom c : kClients)
    if (name(c) == client_name) return c;
  return Atom::nobody;
}

// What the program shows, as a state of the specification.
spec::State observed(const LeaseTable& table) {
  spec::State state{};
  for (const Atom r : kResources) {
    const LeaseTable::Lease& lease = table.lease(name(r));
    state.holder[r] = client(lease.holder);
    state.left[r] = lease.left;
    for (const std::string& c : lease.waiting) state.waiting[r] = state.waiting[r].append(client(c));
  }
  return state;
}

// The same operation, done to the program: whether it was possible.
struct Do {
  LeaseTable& table;
  bool operator()(const spec::action::Acquire& a) const { return table.acquire(name(a.c), name(a.r)); }
  bool operator()(const spec::action::Renew& a) const { return table.renew(name(a.c), name(a.r)); }
  bool operator()(const spec::action::Release& a) const { return table.release(name(a.c), name(a.r)); }
  bool operator()(const spec::action::Cancel& a) const { return table.cancel(name(a.c), name(a.r)); }
  bool operator()(const spec::action::Tick&) const { return table.tick(); }
};

// Random operations, possible or not. The specification says which are, and what they lead to.
TEST(GoldenReference, RandomOperationsAreStepsOfTheSpecification) {
  std::mt19937 random(20240229);
  const auto any = [&](const auto& list) { return list[random() % std::size(list)]; };
  LeaseTable table(3);
  spec::State state = spec::initial_states().at(0);
  ASSERT_EQ(observed(table), state);
  for (int n = 0; n < 20'000; ++n) {
    const Atom c = any(kClients), r = any(kResources);
    spec::Action action;
    std::vector<spec::State> next;
    switch (random() % 8) {
      case 0: action = spec::action::Renew{c, r}, next = spec::Renew(state, c, r); break;
      case 1: action = spec::action::Release{c, r}, next = spec::Release(state, c, r); break;
      case 2:
      case 3: action = spec::action::Cancel{c, r}, next = spec::Cancel(state, c, r); break;
      case 4: action = spec::action::Tick{}, next = spec::Tick(state); break;
      default: action = spec::action::Acquire{c, r}, next = spec::Acquire(state, c, r); break;
    }
    const bool done = std::visit(Do{table}, action);
    ASSERT_EQ(done, !next.empty()) << spec::print(action) << " in\n" << state;
    if (done) {
      ASSERT_EQ(observed(table), next.at(0)) << "after " << spec::print(action) << " in\n" << state;
      state = next.at(0);
    } else {
      ASSERT_EQ(observed(table), state) << spec::print(action) << " is not possible, and changed something";
    }
  }
}

// Every step of the specification from states on random ways, done to copies of the program.
TEST(GoldenReference, EveryStepOfTheSpecificationIsPossible) {
  std::mt19937 random(7);
  LeaseTable table(3);
  spec::State state = spec::initial_states().at(0);
  std::unordered_set<spec::State> seen;
  for (int n = 0; n < 3'000; ++n) {
    ASSERT_TRUE(spec::violated(state).empty()) << spec::violated(state)[0] << " in\n" << state;
    seen.insert(state);
    const std::vector<spec::Step> steps = spec::steps(state);
    ASSERT_FALSE(steps.empty());
    std::vector<LeaseTable> after(steps.size(), table);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      ASSERT_TRUE(std::visit(Do{after[i]}, steps[i].action)) << spec::print(steps[i].action) << " in\n" << state;
      ASSERT_EQ(observed(after[i]), steps[i].next) << "after " << spec::print(steps[i].action) << " in\n" << state;
    }
    const std::size_t taken = random() % steps.size();
    table = after[taken];
    state = steps[taken].next;
  }
  EXPECT_GT(seen.size(), 1000u);  // it went about
}

}  // namespace
