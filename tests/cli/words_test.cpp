// compile --tracer: the words of a spec for programs that record, and a mapping that says what reading by name would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class Words : public Command {
 protected:
  // Of a spec with these definitions; the mapping's text.
  std::string words_of(const std::string& definitions) {
    write("S.tla", "---- MODULE S ----\nEXTENDS Naturals\nCONSTANT Node\nVARIABLE x\nInit == x = 0\n" + definitions + "\n====\n");
    write("S.cfg", "CONSTANT Node = {a, b}\nINIT Init\nNEXT Next\n");
    const Ended made = run({"compile", path("S.tla"), "--tracer", "-o", path("made")});
    EXPECT_EQ(made.code, 0) << made.err;
    header_ = made.out;
    std::ifstream in(path("made/S.observe.toml"));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // What validate makes of a log, by name and by the mapping: the same.
  int verdict_of(const std::string& log) {
    write("log.ndjson", log);
    const Ended by_name = run({"validate", path("S.tla"), path("log.ndjson")});
    const Ended by_rule = run({"validate", path("S.tla"), path("log.ndjson"), "--mapping", path("made/S.observe.toml")});
    EXPECT_EQ(by_name.code, by_rule.code) << by_name.out << by_name.err << by_rule.out << by_rule.err;
    return by_name.code;
  }
  std::string header_;
};

TEST_F(Words, AnActionBehindAGuardIsReadByName) {
  const std::string mapping = words_of(
      "Set(k) == x' = k\nReset == x' = 0\nNext == \\/ \\E k \\in 0..9 : k > x /\\ Set(k)\n        \\/ Reset");
  EXPECT_THAT(mapping, HasSubstr("# Next: read by name"));
  EXPECT_THAT(mapping, HasSubstr("action = 'Reset'"));
  EXPECT_EQ(verdict_of("{\"event\":\"Next\",\"params\":{\"k\":3}}\n{\"event\":\"Reset\"}\n"), 0);
  EXPECT_EQ(verdict_of("{\"event\":\"Next\",\"params\":{\"k\":0}}\n"), 20);
}

TEST_F(Words, TheRestOfNextIsNotTheWhole) {
  EXPECT_THAT(words_of("Reset == x' = 0\nSome == \\/ x < 3 /\\ x' = x + 2\n        \\/ Reset\n"
                       "Next == \\/ x < 5 /\\ x' = x + 1\n        \\/ Some"),
              Not(HasSubstr("'Next'")));
  EXPECT_EQ(verdict_of("{\"event\":\"Next\"}\n{\"event\":\"Some\"}\n{\"event\":\"Reset\"}\n"), 0);
  EXPECT_EQ(verdict_of("{\"event\":\"Next\",\"after\":[{\"var\":\"x\",\"value\":2}]}\n"), 20);
  EXPECT_EQ(verdict_of("{\"event\":\"Some\",\"after\":[{\"var\":\"x\",\"value\":0}]}\n"), 0);
}

TEST_F(Words, ActionsWithOperatorsAndThoseOfInstancesAreReadByName) {
  write("Lamp.tla", "---- MODULE Lamp ----\nEXTENDS Naturals\nVARIABLE lit\nSwitch == lit' = 1 - lit\n====\n");
  const std::string mapping = words_of(
      "Inc(n) == n + 1\nDo(k, F(_)) == x' = F(k)\nL == INSTANCE Lamp WITH lit <- x\nNext == (\\E k \\in 0..1 : Do(k, Inc)) \\/ L!Switch");
  EXPECT_THAT(mapping, HasSubstr("name = \"(none)\""));
  EXPECT_EQ(verdict_of("{\"event\":\"Do\"}\n{\"event\":\"Switch\"}\n"), 0);
}

TEST_F(Words, ASetThatDependsOnAnotherNameHasNoValueYet) {
  EXPECT_THAT(words_of("Tell(n, m) == x' = x + 1\nNext == \\E n \\in Node : \\E m \\in Node \\ {n} : Tell(n, m)"),
              HasSubstr("action = 'Tell(e.params.n, e.params.m)'"));
  EXPECT_THAT(header_, HasSubstr("2 of 2 parameters have a kind"));
  EXPECT_EQ(verdict_of("{\"event\":\"Tell\",\"params\":{\"n\":\"a\",\"m\":\"b\"}}\n"), 0);
  EXPECT_EQ(run({"validate", path("S.tla"), path("log.ndjson"), "--coverage"}).code, 0);
}

// The files are called as one says; only C++ needs another name.
TEST_F(Command, FilesOfALibraryHaveItsName) {
  ASSERT_EQ(run({"compile", path("Clock.tla"), "-o", path("made"), "--name", "2-clocks"}).code, 0);
  std::ifstream in(path("made/2-clocks.cpp"));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(text, testing::AllOf(HasSubstr("#include \"2-clocks.h\""), HasSubstr("namespace _2_clocks {")));
  EXPECT_EQ(run({"compile", path("Clock.tla"), "-o", path("made"), "--name", "a/b"}).code, 64);
  ASSERT_EQ(run({"compile", path("Clock.tla"), "-o", path("made"), "--name", "2-clocks", "--tracer"}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(path("made/2-clocks_tracer.h")));
}

// What make, ninja and cmake read: the file that is made and those that it is made of, with what means something escaped.
TEST_F(Command, PathsAreWrittenAsMakeReadsThem) {
  ASSERT_EQ(run({"compile", path("Clock.tla"), "-o", path("made here, $1"), "--depfile", path("Clock.d")}).code, 0);
  std::ifstream in(path("Clock.d"));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(text, HasSubstr("/made\\ here,\\ $$1/Clock.cpp:"));
}

}  // namespace
}  // namespace trestle::cli
