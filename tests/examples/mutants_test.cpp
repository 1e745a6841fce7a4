// A validator that says "ok" too easily is worse than none: every mutant of an accepted trace is rejected, or stands
// here with the reason why it is a behavior of the spec as well.
#include <map>

#include <gtest/gtest.h>

#include "tests/examples/command.h"
#include "tests/examples/mutant.h"

namespace trestle::examples {
namespace {

constexpr unsigned kMutantsOfEachKind = 30;

const std::map<std::string, std::string> kLegalMutants = [] {
  const std::string last = "a run may stop before everybody has acknowledged the last decision";
  const std::string needless = "one \"no\" is enough to abort: the other votes need not arrive";
  const std::string votes = "votes sent at the same time arrive in either order";
  const std::string acks = "acknowledgements sent at the same time arrive in either order";
  return std::map<std::string, std::string>{
      {"drop coordinator 10: ReceiveVote", needless},
      {"drop coordinator 152: ReceiveAck", last},
      {"swap coordinator 10: ReceiveVote and 11: ReceiveVote", votes},
      {"swap coordinator 42: ReceiveVote and 43: ReceiveVote", votes},
      {"swap coordinator 80: ReceiveVote and 81: ReceiveVote", votes},
      {"swap coordinator 103: ReceiveVote and 104: ReceiveVote", votes},
      {"swap coordinator 45: ReceiveAck and 46: ReceiveAck", acks},
      {"swap coordinator 76: ReceiveAck and 77: ReceiveAck", acks},
      {"swap coordinator 116: ReceiveAck and 117: ReceiveAck", acks},
      {"swap coordinator 144: ReceiveAck and 145: ReceiveAck", acks},
      {"swap coordinator 152: ReceiveAck and 153: ReceiveAck", acks},
  };
}();

TEST(Mutants, AreRejectedUnlessThereIsAReason) {
  const Trace accepted = read_trace(kTwoPhaseCommit / "traces/ok");
  std::map<std::string, std::string> unused = kLegalMutants;
  for (const Mutation mutation : {Mutation::drop, Mutation::swap, Mutation::alter}) {
    for (unsigned number = 0; number < kMutantsOfEachKind; ++number) {
      const Mutant mutant = mutate(accepted, mutation, number);
      const TemporaryDirectory directory;
      write_trace(mutant.trace, directory.path());
      const Outcome verdict = validate(directory.path());
      const bool legal = kLegalMutants.contains(mutant.what);
      unused.erase(mutant.what);
      EXPECT_EQ(verdict.exit_code, legal ? 0 : 20) << mutant.what << "\n" << verdict.output;
    }
  }
  for (const auto& [what, reason] : unused) ADD_FAILURE() << "no such mutant: " << what;
}

}  // namespace
}  // namespace trestle::examples
