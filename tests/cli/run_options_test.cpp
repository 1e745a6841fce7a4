// What options change about a run: coverage, strictness, limits.
#include <gmock/gmock.h>

#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class RunOptionsTest : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write("Race.tla",
          "---- MODULE Race ----\n"
          "EXTENDS Naturals, TLC\n"
          "CONSTANTS Runner, Goal\n"
          "VARIABLE at\n"
          "Init == at = [r \\in Runner |-> 0]\n"
          "Run(r) == /\\ at[r] < Goal\n"
          "          /\\ at[r] # Goal + 1\n"
          "          /\\ at' = [at EXCEPT ![r] = @ + 1]\n"
          "Rest == /\\ \\A r \\in Runner : at[r] = Goal\n"
          "        /\\ UNCHANGED at\n"
          "Next == (\\E r \\in Runner : Run(r)) \\/ Rest\n"
          "Spec == Init /\\ [][Next]_at /\\ WF_at(Next)\n"
          "Fine == \\A r \\in Runner : at[r] \\in 0..Goal\n"
          "Ends == <>(\\A r \\in Runner : at[r] = Goal)\n"
          "Stays == <>(\\A r \\in Runner : at[r] = Goal + 1)\n"
          "Symmetric == Permutations(Runner)\n"
          "Known == TLCGet(\"all\") = << >> \\/ TRUE\n"
          "====\n");
    configure("Race.cfg", "SPECIFICATION Spec\nINVARIANT Fine\n");
    configure("Live.cfg", "SPECIFICATION Spec\nPROPERTY Ends\n");
    configure("Never.cfg", "SPECIFICATION Spec\nPROPERTY Stays\n");
    configure("Symmetric.cfg", "SPECIFICATION Spec\nPROPERTY Ends\nSYMMETRY Symmetric\n");
    configure("Known.cfg", "SPECIFICATION Spec\nINVARIANT Known\n");
  }
  void configure(const std::string& name, const std::string& statements, int goal = 2) {
    write(name, "CONSTANTS Runner = {r1, r2}\nGoal = " + std::to_string(goal) + "\n" + statements);
  }
  Ended check(const std::string& config, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"check", path("Race"), "--config", path(config), "-w", "1"});
    return run(more);
  }
};

const rapidjson::Value* find(const rapidjson::Value& list, const char* member, const std::string& name) {
  for (const auto& entry : list.GetArray()) {
    if (entry.HasMember(member) && entry[member].GetString() == name) return &entry;
  }
  return nullptr;
}

// What one verb finds goes into every other.
TEST_F(RunOptionsTest, AResultIsReadAsTheBehaviorThatItShows) {
  for (const char* config : {"Never.cfg", "Passed.cfg"}) {
    configure("Passed.cfg", "SPECIFICATION Spec\nINVARIANT NoGoal\n");
    write("Race2.tla",
          "---- MODULE Race2 ----\nEXTENDS Race\nNoGoal == \\E r \\in Runner : at[r] # Goal\n====\n");
    const auto with = [&](std::vector<std::string> words) {
      words.insert(words.begin() + 1, {path("Race2"), "--config", path(config)});
      return run(words);
    };
    write("result.json", with({"check", "-w", "1", "--json"}).out);
    write("result.txt", with({"check", "-w", "1"}).out);
    const Ended json = with({"validate", path("result.json")}), text = with({"validate", path("result.txt")});
    EXPECT_EQ(json.code, text.code) << json.out << json.err;
    EXPECT_THAT(json.out, HasSubstr("confirmed: "));
    const std::string converted = run({"convert", path("result.json"), "-", "--to", "text"}).out;
    EXPECT_THAT(converted, HasSubstr("State 5: <"));
    EXPECT_THAT(converted, HasSubstr("/\\ at = (r1 :> "));
    EXPECT_THAT(converted, HasSubstr(config[0] == 'N' ? "Stuttering" : "Invariant NoGoal is violated"));
  }
  write("ok.json", check("Race.cfg", {"--json"}).out);
  EXPECT_THAT(run({"convert", path("ok.json"), "-", "--to", "text"}).err,
              HasSubstr("the run ended with ok: there is no behavior in it"));
}

// What a LET names need not have been asked for where an invariant is explained.
TEST_F(RunOptionsTest, AFalseInvariantWithALetIsExplained) {
  write("Within.tla",
        "---- MODULE Within ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = x + 1\n"
        "Twice(Op(_), a) == Op(a)\nRECURSIVE Sum(_)\nSum(n) == IF n = 0 THEN 0 ELSE LET m == n - 1 IN n + Sum(m)\n"
        "Small == Twice(LAMBDA a : a, (LET l == {x + y : y \\in {1, 2}} k == Sum(1) IN CHOOSE y \\in l : y >= k)) < 4\n====\n");
  write("Within.cfg", "INIT Init\nNEXT Next\nINVARIANT Small\n");
  const Ended ended = run({"check", path("Within"), "-w", "1", "--engine", "evaluator"});
  EXPECT_EQ(ended.code, 12) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("is false, with "));
}

// In the order of Next, Late would be the first that leads there, had its guard not the level of the state.
TEST_F(RunOptionsTest, StepsThatAskForTheLevelAreFoundAtTheirOwn) {
  write("Levels.tla",
        "---- MODULE Levels ----\nEXTENDS Naturals, TLC\nVARIABLE x\nInit == x = 0\n"
        "Late == TLCGet(\"level\") > 1 /\\ x < 3 /\\ x' = x + 1\nFirst == TLCGet(\"level\") = 1 /\\ x' = x + 1\n"
        "Next == Late \\/ First\nSpec == Init /\\ [][Next]_x\nNever == x = 3 ~> x = 0\n====\n");
  write("Levels.cfg", "SPECIFICATION Spec\nPROPERTY Never\nCHECK_DEADLOCK FALSE\n");
  for (const char* engine : {"evaluator", "native"}) {
    const Ended ended = run({"check", path("Levels"), "-w", "1", "--engine", engine});
    EXPECT_EQ(ended.code, 13) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("State 2: <First ")) << engine;
    EXPECT_THAT(ended.out, HasSubstr("State 3: <Late ")) << engine;
  }
}

TEST_F(RunOptionsTest, AFileMayBeginWithABracket) {
  EXPECT_THAT(run({"validate", path("Race"), "--config", path("Race.cfg"), "--", "[missing.ndjson"}).err,
              HasSubstr("[missing.ndjson: cannot be opened"));
}

TEST_F(RunOptionsTest, WhatIsNoVerbOrNoNumberIsNamed) {
  EXPECT_THAT(run({"chek", path("Race")}).err, HasSubstr("there is no verb chek; did you mean check?"));
  EXPECT_THAT(run({"Race.tla"}).err, HasSubstr("a verb comes first: trestle check Race.tla"));
  EXPECT_EQ(run({"chek"}).code, 64);
  EXPECT_EQ(check("Race.cfg", {"--depth", "0"}).code, 64);
  EXPECT_THAT(check("Race.cfg", {"--depth", "0"}).err, HasSubstr("--depth: a number above 0 is needed, not 0"));
}

// What is TLC's general code, and what has one of its own: each was asked of TLC.
TEST_F(RunOptionsTest, EvaluationsThatFailEndAsInTlc) {
  const std::pair<const char*, int> expected[] = {
      {"INVARIANT ElsewhereHead", 76}, {"INVARIANT Refused", 76}, {"INVARIANT AtOnce", 75},
      {"PROPERTY HeadOfNext", 255},    {"PROPERTY FirstOfNext", 75}, {"PROPERTY Sum", 75},
      {"CONSTRAINT HasHead", 255},     {"CONSTRAINT HasFirst", 75}, {"VIEW Seen", 255},
      {"ACTION_CONSTRAINT NextHead", 255}};
  write("Fail.tla",
        "---- MODULE Fail ----\nEXTENDS Naturals, Sequences, FiniteSets, TLC\nVARIABLES x, q\n"
        "Init == x = 0 /\\ q = <<1>>\n"
        "Next == x < 3 /\\ x' = x + 1 /\\ q' = IF q = <<>> THEN q ELSE Tail(q)\n"
        "ElsewhereHead == Head(q) = 1\nRefused == Assert(x < 1, \"no\")\nAtOnce == Head(<<>>) = 1 \\/ x = 9\n"
        "HeadOfNext == [][Head(q') >= 0]_x\nFirstOfNext == [][q'[1] >= 0]_x\nSum == [][q' + 1 = 3]_x\n"
        "HasHead == Head(q) = 1\nHasFirst == q[1] = 1\nSeen == Head(q)\nNextHead == Head(q') = 1\n"
        "F[i \\in Nat] == F[i + 1]\n"
        "IsNat == x' = x + 1 /\\ q' = q /\\ (x # 1 \\/ \"a\" \\in Nat)\nForEver == x' = F[x] /\\ q' = q\n"
        "Compared == x' = x + 1 /\\ q' = q /\\ x = q\nUpTo == x' \\in 1..q /\\ q' = q\n"
        "Counted == x' = x + 1 /\\ q' = q /\\ Cardinality(Nat) = 3\nUnfinished == x' = x + 1\n"
        "Joined == x' = x + 1 /\\ q' = (1 :> 2) @@ 3\nCut == x' = x + 1 /\\ q' = SubSeq(q, 1, 4)\n"
        "Less == x' = x + 1 /\\ q' = q /\\ q < 1\nOver == x' = x \\div 0 /\\ q' = q\n"
        "Within == x' = x + 1 /\\ q' = SelectSeq(q, LAMBDA e : e.a = 1)\n====\n");
  const auto code = [&](const std::string& next, const std::string& statement) {
    write("Fail.cfg", "INIT Init\nNEXT " + next + "\nCHECK_DEADLOCK FALSE\n" + statement + "\n");
    return run({"check", path("Fail"), "-w", "1", "--engine", "evaluator"}).code;
  };
  for (const auto& [statement, wanted] : expected) EXPECT_EQ(code("Next", statement), wanted) << statement;
  const std::pair<const char*, int> steps[] = {{"IsNat", 255}, {"ForEver", 255}, {"Compared", 75}, {"UpTo", 75},
                                               {"Counted", 255}, {"Unfinished", 75}, {"Joined", 255}, {"Cut", 255},
                                               {"Less", 255}, {"Over", 255}, {"Within", 75}};
  for (const auto& [next, wanted] : steps) EXPECT_EQ(code(next, ""), wanted) << next;
  for (const auto& [init, wanted] : {std::pair("x = 0", 255), std::pair("x = Head(<<>>) /\\ q = <<>>", 75)}) {
    write("Begin.tla", std::string("---- MODULE Begin ----\nEXTENDS Sequences\nVARIABLES x, q\nInit == ") + init + "\nNext == UNCHANGED <<x, q>>\n====\n");
    write("Begin.cfg", "INIT Init\nNEXT Next\n");
    EXPECT_EQ(run({"check", path("Begin"), "-w", "1"}).code, wanted) << init;
  }
  write("Twice.tla", "---- MODULE Twice ----\nEXTENDS Naturals\nVARIABLE x\nSpec == x = 0 /\\ [][x' = 1]_x /\\ [][x' = x + 1]_x\n====\n");
  write("Twice.cfg", "SPECIFICATION Spec\n");
  EXPECT_EQ(run({"check", path("Twice"), "-w", "1"}).code, 151);
}

// No state holds a set that has no end or is too large, wherever in a value it is; where nothing keeps it, it is a value like any other.
TEST_F(RunOptionsTest, NoStateHoldsASetWithoutEnd) {
  const auto ended = [&](const std::string& init, const std::string& next, const char* engine) {
    write("Endless.tla", "---- MODULE Endless ----\nEXTENDS Integers, Sequences\nVARIABLE x\nPair == <<SUBSET Nat, 1>>\nTypes == [id : Nat, log : Seq(Int)]\n"
                         "Init == x = " + init + "\nNext == x' = " + next + "\n====\n");
    write("Endless.cfg", "INIT Init\nNEXT Next\n");
    return run({"check", path("Endless"), "-w", "1", "--engine", engine});
  };
  for (const char* init : {"Int", "<<1, Nat>>", "[type |-> STRING, id |-> 1]", "Pair", "[types |-> [id : Nat]]", "<<SUBSET (1..70)>>", "{<<Int, Int>>}",
                           "{[a |-> Seq({1})]}", "[y \\in {1} |-> Int]", "{<<[y \\in Nat |-> 1]>>}"}) {
    const Ended whole = ended(init, "x", "evaluator");
    EXPECT_EQ(whole.code, 75) << init;
    EXPECT_THAT(whole.out, testing::AnyOf(HasSubstr("an infinite set: "), HasSubstr("a set with too many elements"))) << init;
  }
  EXPECT_EQ(ended("1", "IF x = 1 THEN <<Seq({1})>> ELSE x", "evaluator").code, 75);
  EXPECT_EQ(ended("Int", "x", "native").code, 75);
  EXPECT_EQ(ended("(<<1, 2>> \\in Nat \\X Int /\\ [id |-> 3, log |-> <<-1>>] \\in Types /\\ Pair[2] = 1)", "x", "evaluator").code, 0);
}

// What has no value is the evaluator's to tell of, when it is asked; the rest is a library.
TEST_F(RunOptionsTest, AConstantWithoutAValueStopsNoCompilation) {
  write("Wrong.tla", "---- MODULE Wrong ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\n"
                     "Typed == x = 0 \\/ x \\in [a : 3]\nFine == x < 2\n====\n");
  write("Wrong.cfg", "INIT Init\nNEXT Next\nINVARIANTS Fine Typed\n");
  const Ended compiled = run({"compile", path("Wrong"), "-o", path("wrong"), "--no-headers"});
  EXPECT_EQ(compiled.code, 0) << compiled.err;
  EXPECT_THAT(compiled.out, HasSubstr("a part: a set of records at " + path("Wrong.tla") + ":6:25: [a : 3]"));
  EXPECT_THAT(compiled.out, Not(HasSubstr("Fine: ")));
}

// Each was asked of TLC; the statistics are those of the moment at which the behavior is shown.
TEST_F(RunOptionsTest, AnAliasMayAskTheExploration) {
  write("Ask.tla", "---- MODULE Ask ----\nEXTENDS Naturals, Sequences, TLC\nVARIABLE x\nInit == x = 1 /\\ TLCSet(7, 42)\nNext == x < 4 /\\ x' = x + 1\n"
                   "Small == x < 3\nMode == [m |-> TLCGet(\"config\").mode, workers |-> TLCGet(\"config\").worker]\n"
                   "Stats == [m |-> <<TLCGet(\"distinct\"), TLCGet(\"stats\").generated, TLCGet(7)>>]\n"
                   "Lost == [m |-> IF x = 2 THEN Head(<<>>) ELSE x]\n====\n");
  const auto shown = [&](const std::string& verb, const std::string& alias) {
    write("Ask.cfg", "INIT Init\nNEXT Next\nINVARIANT Small\nALIAS " + alias + "\n");
    return run({verb, path("Ask"), "-w", "1", "--all"}).out;
  };
  EXPECT_THAT(shown("check", "Mode"), HasSubstr("m       = \"bfs\"\n  /\\ workers = 1\n"));
  EXPECT_THAT(shown("simulate", "Mode"), HasSubstr("m       = \"simulate\""));
  EXPECT_THAT(shown("check", "Stats"), HasSubstr("m = <<3, 3, 42>>"));
  EXPECT_THAT(shown("check", "Lost"), testing::AllOf(HasSubstr("m = 1\n"), HasSubstr("x               = 2\n  /\\ _ALIASEvalError = \"Attempted")));
}

TEST_F(RunOptionsTest, ResultsSayWhyARunStayedWithoutNativeCode) {
  write("Told.tla",
        "---- MODULE Told ----\nEXTENDS Naturals, TLC\nVARIABLE x\nInit == x = 0\n"
        "Next == PrintT(x) /\\ x' = (x + 1) % 2\n====\n");
  write("Told.cfg", "INIT Init\nNEXT Next\n");
  const Ended told = run({"check", path("Told"), "-w", "1", "--engine", "native", "--json"});
  EXPECT_THAT(told.err, HasSubstr("going on without native code: nothing is compiled, since each action"));
  const auto json = parsed(told.out.substr(told.out.find('{')));
  EXPECT_THAT(json["without_native"].GetString(), StartsWith("nothing is compiled, since each action"));
  EXPECT_STREQ(json["engine"].GetString(), "evaluator");
  EXPECT_FALSE(parsed(check("Race.cfg", {"--engine", "evaluator", "--json"}).out).HasMember("without_native"));
}

// As `ulimit -v` leaves it, or a machine that promises no more memory than it has.
TEST_F(RunOptionsTest, LittleAddressSpaceIsEnough) {
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_AS, &before), 0);
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlimit small{pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + (rlim_t{6} << 30), before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_AS, &small), 0);
  const Ended ended = check("Race.cfg");
  setrlimit(RLIMIT_AS, &before);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("9 distinct"));
}

// What TLC's -simulate says of itself: members of TLCGet("config") and ("spec"), and TLCExt's Trace, which ends with the
// state that is looked at and leaves out steps that change nothing.
TEST_F(RunOptionsTest, SimulationsAnswerWhatTheyAreAsked) {
  write("Asks.tla",
        "---- MODULE Asks ----\n"
        "EXTENDS Naturals, Sequences, TLC, TLCExt\n"
        "VARIABLE x\n"
        "Init == x = 0\n"
        "Count(n) == x < 5 /\\ x' = x + n\n"
        "Rest == x = 5 /\\ UNCHANGED x\n"
        "Next == (\\E n \\in {1} : Count(n)) \\/ Rest\n"
        "Config == LET c == TLCGet(\"config\") IN\n"
        "  /\\ DOMAIN c = {\"mode\", \"depth\", \"traces\", \"deadlock\", \"seed\", \"aril\", \"worker\", \"install\", \"sched\"}\n"
        "  /\\ c.mode = \"simulate\" /\\ c.depth = 9 /\\ c.seed = \"7\" /\\ c.worker = 1 /\\ c.deadlock\n"
        "Listed == {v.name : v \\in TLCGet(\"spec\").variables} = {\"x\"}\n"
        "Past ==\n"
        "  /\\ Trace[Len(Trace)].x = x\n"
        "  /\\ \\A i \\in DOMAIN Trace :\n"
        "       /\\ Trace[i].x = i - 1\n"
        "       /\\ Trace[i]._action.name = IF i = 1 THEN \"Init\" ELSE \"Count\"\n"
        "       /\\ i = 1 => Trace[i]._action.location.beginLine = 4\n"
        "       /\\ DOMAIN Trace[i] = {\"x\", \"_action\"}\n"
        "       /\\ i > 1 => Trace[i]._action.context = [n |-> 1] /\\ Trace[i]._action.parameters = <<\"n\">>\n"
        "Fits == Len(Trace) = IF x < 5 THEN TLCGet(\"level\") ELSE 6\n"
        "====\n");
  write("Asks.cfg", "INIT Init\nNEXT Next\nINVARIANTS Config Listed Past Fits\nCONSTRAINT Fits\n");
  const Ended ended =
      run({"simulate", path("Asks"), "--config", path("Asks.cfg"), "-w", "1", "--num", "5", "--depth", "9", "--seed", "7"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
}

// 9 states: Run is tried for 2 runners in each, its first conjunct is true 12 times.
TEST_F(RunOptionsTest, CoverageCountsExpressions) {
  for (const char* workers : {"1", "2"}) {
    const Ended ended = run({"check", path("Race"), "-w", workers, "--coverage", "--json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    const auto document = parsed(ended.out);
    const auto& coverage = document["coverage"];
    const rapidjson::Value* action = find(coverage, "action", "Run");
    ASSERT_NE(action, nullptr);
    EXPECT_EQ((*action)["generated"].GetUint(), 12u);
    std::map<std::pair<unsigned, unsigned>, std::pair<int64_t, int64_t>> counts;  // by line and column
    for (const auto& e : (*action)["expressions"].GetArray()) {
      counts.try_emplace({e["location"]["begin_line"].GetUint(), e["location"]["begin_column"].GetUint()},
                         e["count"].GetInt64(), e.HasMember("true") ? e["true"].GetInt64() : -1);  // outer before inner
    }
    EXPECT_EQ(counts.at({6, 14}), (std::pair<int64_t, int64_t>(18, 12)));  // at[r] < Goal
    EXPECT_EQ(counts.at({7, 14}), (std::pair<int64_t, int64_t>(12, 12)));  // at[r] # Goal + 1
    EXPECT_EQ(counts.at({8, 14}), (std::pair<int64_t, int64_t>(12, -1)));  // at' = ...
    const rapidjson::Value* invariant = find(coverage, "predicate", "Fine");
    ASSERT_NE(invariant, nullptr);
    const auto& whole = (*invariant)["expressions"][0];
    EXPECT_EQ(whole["count"].GetUint(), 9u);
    EXPECT_EQ(whole["true"].GetUint(), 9u);
    const auto& element = (*invariant)["expressions"].GetArray()[(*invariant)["expressions"].Size() - 1];
    EXPECT_EQ(element["location"]["begin_line"].GetUint(), 13u);
  }
}

TEST_F(RunOptionsTest, CoverageIsATableUnderEachAction) {
  configure("Stuck.cfg", "INIT Init\nNEXT Next\nINVARIANT Fine\n", 0);
  const Ended ended = check("Stuck.cfg", {"--coverage"});
  EXPECT_THAT(ended.out, HasSubstr("(never enabled)"));
  EXPECT_THAT(ended.out, HasSubstr("at[r] # Goal + 1  (7:14 of Race)  (never evaluated)"));
  EXPECT_THAT(check("Stuck.cfg").out, Not(HasSubstr("evaluated")));
}

TEST_F(RunOptionsTest, SymmetryWithLivenessIsLoudAndStrictRefusesIt) {
  const Ended ended = check("Symmetric.cfg");
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.err, HasSubstr("warning: temporal properties under SYMMETRY or VIEW"));
  const Ended refused = check("Symmetric.cfg", {"--strict", "--json"});
  EXPECT_EQ(refused.code, 151);
  EXPECT_THAT(refused.err, HasSubstr("--strict"));
  EXPECT_EQ(parsed(refused.out)["exit_code"].GetInt(), 151);
  EXPECT_EQ(check("Live.cfg", {"--strict"}).code, 0);
}

TEST_F(RunOptionsTest, SimulateChecksTemporalProperties) {
  const auto simulate = [&](const char* config) {
    return run({"simulate", path("Race"), "--config", path(config), "--num", "20", "--seed", "3"});
  };
  EXPECT_EQ(simulate("Live.cfg").code, 0);
  const Ended violated = simulate("Never.cfg");
  EXPECT_EQ(violated.code, 13) << violated.err;
  EXPECT_THAT(violated.out, StartsWith("property-violated: Stays"));
  EXPECT_THAT(violated.out, HasSubstr("Stuttering"));
}

TEST_F(RunOptionsTest, RegistersOfAllWorkersAreKnownWhileTheyRun) {
  EXPECT_EQ(run({"check", path("Race"), "--config", path("Known.cfg"), "-w", "3"}).code, 0);
  EXPECT_EQ(run({"simulate", path("Race"), "--config", path("Known.cfg"), "-w", "2", "--num", "10"}).code, 0);
}

// The ceiling is far below what all states take, and a few times what the process has when it starts; and temporary files lie in
// memory, so that nothing can leave it.
TEST_F(RunOptionsTest, TheMemoryCeilingEndsARunWithItsCounts) {
  setenv("TMPDIR", "/dev/shm", 1);
  configure("Large.cfg", "SPECIFICATION Spec\n", 100'000);
  configure("LargeLive.cfg", "SPECIFICATION Spec\nPROPERTY Ends\n", 100'000);
  for (const char* config : {"Large.cfg", "LargeLive.cfg"}) {
    for (const char* workers : {"1", "2"}) {
      const Ended ended =
          run({"check", path("Race"), "--config", path(config), "-w", workers, "--memory", "200M", "--json"});
      EXPECT_EQ(ended.code, 21) << ended.err;
      const auto document = parsed(ended.out);
      EXPECT_STREQ(document["verdict"].GetString(), "inconclusive");
      EXPECT_THAT(document["reason"].GetString(), HasSubstr("memory limit"));
      EXPECT_GT(document["distinct"].GetUint64(), 10u);
      EXPECT_GT(document["generated"].GetUint64(), document["distinct"].GetUint64());
      EXPECT_GT(document["queue"].GetUint64(), 0u);
      EXPECT_LT(document["memory"].GetUint64(), 400u << 20);
    }
  }
  unsetenv("TMPDIR");
}

// States that are found and not looked at yet, as if one were looked at after the other. What each expects is what TLC prints
// there; a state of which it is not so is left out or wrong.
TEST_F(RunOptionsTest, TheQueueIsThatOfOneWorkerAtAnyMoment) {
  write("Waiting.tla", R"(---- MODULE Waiting ----
EXTENDS Naturals, TLC
VARIABLES line, candidate
Init == line = 1 /\ candidate = 0
Next == \/ /\ line < 5
           /\ line' = line + 1
           /\ \E c \in IF line = 2 THEN 1 .. 3 ELSE {candidate} : candidate' = c
        \/ line = 5 /\ candidate = 3 /\ line' = 6 /\ UNCHANGED candidate
Before == CASE line <= 2 -> 0
            [] line = 3 -> candidate - 1
            [] line \in 4 .. 5 -> 2
            [] line = 6 -> 0
Found == TLCGet("queue") = Before
Judged == TLCGet("queue") = IF line = 1 THEN 1 ELSE Before
Passed == TLCGet("queue") = IF line = 2 THEN candidate' - 1 ELSE IF line \in 3 .. 4 THEN 2 ELSE 0
\* As trace specifications ask whether some candidate still goes on.
Goes == [](line < 6 => [](TLCGet("queue") > 0 \/ line >= 6))
====
)");
  for (const char* statement : {"CONSTRAINT Found", "INVARIANT Judged", "ACTION_CONSTRAINT Passed", "PROPERTY Goes"}) {
    write("Waiting.cfg", std::string("INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n") + statement + "\n");
    for (const char* engine : {"evaluator", "native"}) {
      const Ended ended = run({"check", path("Waiting.tla"), "--engine", engine});
      EXPECT_EQ(ended.code, 0) << statement << ended.out;
      EXPECT_THAT(ended.out, HasSubstr("12 states generated, 12 distinct, 0 left to explore, depth 6.")) << statement;
      EXPECT_THAT(ended.out, HasSubstr("with 1 worker")) << statement;
    }
  }
}

// As TLC: of each state shown the behavior up to there.
TEST_F(RunOptionsTest, AnAliasMayAskForTheBehaviorSoFar) {
  write("Counted.tla", R"(---- MODULE Counted ----
EXTENDS Naturals, Sequences, TLC, TLCExt
VARIABLE x
Init == x = 1
Count == x' = x + 2
Next == Count \/ FALSE
Small == x < 5
Told == [length |-> Len(Trace), first |-> Trace[1].x, latest |-> Trace[Len(Trace)].x, level |-> TLCGet("level"), by |-> TLCGet("action").name]
====
)");
  write("Counted.cfg", "INIT Init\nNEXT Next\nINVARIANT Small\nALIAS Told\n");
  const Ended ended = run({"check", path("Counted.tla"), "-w", "1"});
  EXPECT_EQ(ended.code, 12);
  for (const char* field : {"/\\ length = 3\n", "/\\ first  = 1\n", "/\\ latest = 5\n", "/\\ level  = 3\n", "/\\ by     = \"UnnamedAction\"\n"})
    EXPECT_THAT(ended.out, HasSubstr(field));
}

// As TLC: once for each place, whichever engine comes by.
TEST_F(RunOptionsTest, AnExceptThatChangesNothingIsAWarning) {
  write("Missed.tla", R"(---- MODULE Missed ----
EXTENDS Naturals, Sequences
VARIABLES node, count, queue, who, account
Init == /\ node = [term |-> 0] /\ count = [i \in 1..3 |-> [a |-> 0]] /\ queue = <<0, 0>>
        /\ who = "ann" /\ account = [p \in {"ann", "bob"} |-> 5]
Next == /\ node.term < 3
        /\ account' = [account EXCEPT ![who] = @ - 1] /\ who' = who
        /\ node' = [node EXCEPT !.term = @ + 1, !.trem = 2]
        /\ \E i \in 1..4 : count' = [count EXCEPT ![i].a = 1]
        /\ queue' = [queue EXCEPT ![node.term] = 1]
====
)");
  write("Missed.cfg", "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
  for (const char* engine : {"evaluator", "native"}) {
    const Ended ended = run({"check", path("Missed.tla"), "-w", "1", "--engine", engine, "--json"});
    EXPECT_EQ(ended.code, 0);
    const auto result = parsed(ended.out);
    const auto warnings = result["warnings"].GetArray();
    ASSERT_EQ(warnings.Size(), 3u) << engine << ended.out;
    EXPECT_STREQ(warnings[0].GetString(),
                 "EXCEPT changes nothing at the field \"trem\" that the value does not have: line 8, col 20 to line 8, col 59 of module Missed");
  }
  EXPECT_THAT(run({"simulate", path("Missed.tla"), "--num", "9", "--seed", "1"}).out, HasSubstr("warning: EXCEPT changes nothing"));
}

// States behind the violation were not expanded.
TEST_F(RunOptionsTest, ADumpHasTheStepsThatWereTaken) {
  write("Grid.tla", R"(---- MODULE Grid ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == (x' = x + 1 /\ y' = y) \/ (y' = y + 1 /\ x' = x) \/ (x' = 0 /\ y' = 0)
Near == x + y < 3
Apart == x = 2 => y \in {0} \union x
====
)");
  write("Grid.cfg", "INIT Init\nNEXT Next\nINVARIANT Near\n");
  write("Apart.cfg", "INIT Init\nNEXT Next\nINVARIANT Apart\n");
  const auto edges = [&](const std::string& config, std::vector<std::string> more) {
    std::vector<std::string> words = {"check", "--dump", "json", path("graph.json"), path("Grid.tla"), "--config", path(config), "-w", "1"};
    words.insert(words.end(), more.begin(), more.end());
    run(words);
    std::ifstream in(path("graph.json"));
    const auto graph = parsed({std::istreambuf_iterator<char>(in), {}});
    return graph["edges"].Size();
  };
  EXPECT_EQ(edges("Grid.cfg", {}), 10u) << "TLC's number";
  EXPECT_EQ(edges("Grid.cfg", {"--depth", "2"}), 3u);
  EXPECT_EQ(edges("Apart.cfg", {}), 4u) << "also up to an error";
}

// pcal/Validator.java has it that way.
TEST_F(RunOptionsTest, ATranslationThatWasChangedIsAWarning) {
  const std::string before = R"(---- MODULE Stale ----
(* --algorithm Stale {
  variable x = 0;
  { x := 1 }
} *)
\* BEGIN TRANSLATION (chksum(pcal) = "1" /\ chksum(tla) = ")",
                    after = "\")\nVARIABLE x\nInit == x = 0\nNext == x' = 1\n\\* END TRANSLATION\n====\n";
  write("Stale.cfg", "INIT Init\nNEXT Next\n");
  write("Stale.tla", before + "12345678" + after);
  EXPECT_THAT(run({"check", path("Stale.tla")}).err, HasSubstr("Stale.tla:6:59: warning: the translation of the PlusCal algorithm is not what its checksum says"));
  write("Stale.tla", before + "6aac9400" + after);
  EXPECT_THAT(run({"check", path("Stale.tla")}).err, Not(HasSubstr("warning")));
}

}  // namespace
}  // namespace trestle::cli
