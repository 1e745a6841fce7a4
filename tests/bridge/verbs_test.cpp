// validate, convert and tlc, as a user types them.
#include <gmock/gmock.h>

#include "tests/bridge/files.h"
#include "tests/cli/in_process.h"

namespace trestle::cli {
namespace {

using bridge::contents;
using bridge::data;
using testing::HasSubstr;
using testing::Not;

class Verbs : public Command {
 protected:
  Ended validated(const std::string& model, const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"validate", data(model + ".tla"), file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  std::string damaged(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = contents(data(file));
    const size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    write(file, text.replace(at, from.size(), to));
    return path(file);
  }
};

TEST_F(Verbs, ValidateRecognisesWhatTlcWrote) {
  for (const std::string& file : bridge::recorded_files()) {
    const Ended ended = validated(file.substr(0, file.find('.')), data(file));
    EXPECT_EQ(ended.code, 0) << file << ended.out << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("ok: the spec allows the behavior of ")) << file;
  }
}

TEST_F(Verbs, ValidateRejectsWithTheFirstStepThatDiffers) {
  const std::string file = damaged("Counter.out", "/\\ till = -1", "/\\ till = 7");
  const Ended text = validated("Counter", file);
  EXPECT_EQ(text.code, 20);
  EXPECT_THAT(text.out, HasSubstr("rejected: no step leads from state 2 to state 3; Sell(bob, 2) leads elsewhere"));
  EXPECT_THAT(text.out, HasSubstr("Nearest is Sell(bob, 2), after which\n  till = -1\n       # 7  in the file"));
  const Ended json = validated("Counter", file, {"--json"});
  const auto result = parsed(json.out);
  EXPECT_STREQ(result["verdict"].GetString(), "rejected");
  EXPECT_EQ(result["events"].GetInt(), 3);
  EXPECT_EQ(result["explained"].GetInt(), 2);
  const auto& difference = result["behaviors"][0]["difference"];
  EXPECT_STREQ(difference["kind"].GetString(), "step");
  EXPECT_EQ(difference["state"].GetInt(), 3);
  EXPECT_STREQ(difference["differing"][0]["variable"].GetString(), "till");
}

TEST_F(Verbs, ValidateSaysWhyTheActionIsNotPossible) {
  const Ended ended = validated("Counter", damaged("Counter.tool.out", "3: <Sell(bob,2) ", "3: <Rest(bob) "));
  EXPECT_EQ(ended.code, 20);
  EXPECT_THAT(ended.out, HasSubstr("is Sell(bob, 2), and not Rest(bob)"));
  EXPECT_THAT(ended.out, HasSubstr("mood[c] # \"calm\""));
}

TEST_F(Verbs, ValidateHoldsStateGraphs) {
  EXPECT_EQ(validated("Signals", data("Signals.dot")).code, 0);
  EXPECT_EQ(validated("Signals", data("Signals.dump")).code, 0);
  const Ended ended = validated("Signals", damaged("Signals.dot", "label=\"Flash\"", "label=\"Green\""), {"--json"});
  EXPECT_EQ(ended.code, 20);
  EXPECT_EQ(parsed(ended.out)["different"].GetInt(), 1);
}

TEST_F(Verbs, ValidateNamesWhatItCannotRead) {
  const Ended ended = validated("Premise", data("Premise.out"));
  EXPECT_EQ(ended.code, 150);
  EXPECT_THAT(ended.err, HasSubstr("there is no behavior in it; it says assumption-violated"));
  write("cut.out", contents(data("Counter.out")).substr(0, contents(data("Counter.out")).find("till = -1") + 6));
  const Ended cut = validated("Counter", path("cut.out"));
  EXPECT_THAT(cut.out, HasSubstr("note: the file is cut off in state 3"));
}

TEST_F(Verbs, WhatShowsNoNamesIsRefused) {
  const std::string file = data("Counter.trace.dot");  // -dumpTrace dot
  for (const Ended& ended : {validated("Counter", file), run({"convert", file, path("a.json")}),
                             run({"convert", file, path("a.out"), "--from", "dot"})}) {
    EXPECT_EQ(ended.code, 150);
    EXPECT_THAT(ended.err, HasSubstr("Counter.trace.dot: TLC's -dumpTrace dot shows values without the names"));
    EXPECT_THAT(ended.err, HasSubstr("have TLC write -dumpTrace json or tla"));
  }
}

TEST_F(Verbs, ConvertThereAndBack) {
  const std::string there = path("there.itf.json"), back = path("back.out");
  const Ended first = run({"convert", data("Signals.out"), there});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.err, "");  // nothing is lost
  EXPECT_EQ(run({"convert", there, back}).code, 0);
  const std::string text = contents(data("Signals.out"));
  EXPECT_EQ(contents(back),
            text.substr(text.find("Error: Temporal"), text.find("Finished checking") - text.find("Error: Temporal")));
}

TEST_F(Verbs, ConvertFindsTypesByTheSpec) {
  const Ended without = run({"convert", data("Counter.trace.json"), "-", "--to", "text"});
  EXPECT_THAT(without.out, HasSubstr("/\\ slips = <<"));
  EXPECT_THAT(without.err, HasSubstr("note: TLC's JSON does not tell sets from sequences"));
  const Ended with = run({"convert", data("Counter.trace.json"), "-", "--to", "text", "--spec", data("Counter.tla")});
  EXPECT_THAT(with.out, HasSubstr("/\\ slips = {[price |-> 1, clerk |-> ann]}"));
}

TEST_F(Verbs, ConvertNamesWhatIsLost) {
  EXPECT_THAT(run({"convert", data("Signals.out"), path("a.ndjson")}).err,
              HasSubstr("lost: how it ends: back to state 2"));
  EXPECT_THAT(run({"convert", data("Counter.out"), path("a.json")}).err, HasSubstr("lost: types of values"));
  EXPECT_THAT(run({"convert", data("Signals.out"), path("a.html")}).err, HasSubstr("lost: it is for people"));
  EXPECT_THAT(contents(path("a.html")), HasSubstr("<html"));
}

TEST_F(Verbs, ConvertRefusesInAPlace) {
  EXPECT_EQ(run({"convert", data("Counter.out"), path("a.unknown")}).code, 64);
  const Ended list = run({"convert", data("Counter.dump"), path("a.json")});
  EXPECT_EQ(list.code, 150);
  EXPECT_THAT(list.err, HasSubstr("states in no order are no behavior"));
  write("noise", "good morning\n");
  EXPECT_EQ(run({"convert", path("noise"), path("a.json")}).code, 150);
  EXPECT_EQ(run({"convert", data("Counter.out"), path("a.json"), "--from", "itf"}).code, 150);
  EXPECT_EQ(run({"convert", path("missing"), path("a.json")}).code, 150);
  const Ended other = run({"convert", data("Counter.out"), path("a.tla"), "--spec", data("Gauge.tla")});
  EXPECT_EQ(other.code, 20);
  EXPECT_THAT(other.err, HasSubstr("nothing in the file is a variable of Gauge"));
}

TEST_F(Verbs, AConvertedModuleIsTakenByCheck) {
  std::filesystem::copy(data("Counter.tla"), path("Counter.tla"));
  EXPECT_EQ(run({"convert", data("Counter.out"), path("Again.tla"), "--spec", data("Counter.tla")}).code, 0);
  EXPECT_EQ(run({"check", path("Again.tla"), "--workers", "1"}).code, 0);
}

// The names of Init and Next are found through definitions and instances.
TEST_F(Verbs, AModuleOfASpecificationThatIsAnInstances) {
  write("Part.tla", "---- MODULE Part ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x < 2 /\\ x' = x + 1\n"
                    "Spec == Init /\\ [][Next]_x\nFair == Spec /\\ WF_x(Next)\n====\n");
  write("Whole.tla", "---- MODULE Whole ----\nVARIABLE x\nP == INSTANCE Part\nAll == P!Fair\n====\n");
  write("Whole.cfg", "SPECIFICATION All\n");
  write("whole.out", "State 1: <Initial predicate>\nx = 0\n\nState 2: <Next>\nx = 1\n\n");
  const Ended ended = run({"convert", path("whole.out"), path("Again.tla"), "--spec", path("Whole.tla")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(contents(path("Again.tla")), AllOf(HasSubstr("(P!Init)"), HasSubstr("(P!Next)")));
  EXPECT_EQ(run({"check", path("Again.tla"), "--workers", "1"}).code, 0);
}

// What check prints is TLC's form. Of ALIAS at its end and of an action without a name; of a refinement that stopping violates.
TEST_F(Verbs, ValidateTakesWhatCheckPrints) {
  write("Alias.tla",
        "---- MODULE Alias ----\nEXTENDS Naturals, TLC\nVARIABLE x\nSpec == x = 0 /\\ [][x' = x + 1]_x\nSmall == x < 3\n"
        "Seen == [twice |-> 2 * x, level |-> TLCGet(\"level\"), next |-> x']\n====\n");
  write("Alias.cfg", "SPECIFICATION Spec\nINVARIANT Small\nALIAS Seen\n");
  const std::string corpus = TRESTLE_ROOT "/tests/corpus/ClockRefinement";
  const std::pair<std::string, std::string> models[] = {{path("Alias.tla"), path("Alias.cfg")},
                                                        {corpus + ".tla", corpus + ".stopping.cfg"}};
  for (const auto& [spec, config] : models) {
    const Ended check = run({"check", spec, "--config", config, "--all", "--workers", "1"});
    EXPECT_GT(check.code, 0) << check.err;
    write("check.out", check.out);
    const Ended ended = run({"validate", spec, path("check.out"), "--config", config});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err << check.out;
  }
}

// What it leaves out of long values is told by the state before; and what it says is violated is held against the spec.
TEST_F(Verbs, ValidateTakesWhatCheckAbridges) {
  write("Grow.tla", R"(---- MODULE Grow ----
EXTENDS Naturals, Sequences
VARIABLES msgs, log, steps
Names == {"a rather long name, so that a value takes several lines", "another one, that is as long as the first one is"}
Init == msgs = {[n |-> n, k |-> 0] : n \in Names} /\ log = [n \in Names |-> <<[k |-> 0], [k |-> 1], [k |-> 2]>>] /\ steps = 0
Next == /\ steps' = steps + 1
        /\ \E n \in Names : CASE steps = 0 -> msgs' = msgs \union {[n |-> n, k |-> 7]} /\ UNCHANGED log
                              [] steps = 1 -> msgs' = msgs \ {[n |-> n, k |-> 0]} /\ log' = [log EXCEPT ![n] = Append(@, [k |-> 9])]
                              [] steps = 2 -> log' = [log EXCEPT ![n] = Tail(Tail(@))] /\ UNCHANGED msgs
                              [] OTHER -> log' = [log EXCEPT ![n][1].k = @ + 40] /\ UNCHANGED msgs
Short == steps < 5
Spec == Init /\ [][Next]_<<msgs, log, steps>>
Both == [](steps >= 0) /\ [](steps < 5)
====
)");
  for (const char* statement : {"INVARIANT Short", "PROPERTY Both"}) {
    write("Grow.cfg", std::string("SPECIFICATION Spec\n") + statement + "\n");
    const Ended check = run({"check", path("Grow.tla"), "--workers", "1"});
    EXPECT_EQ(check.code, 12) << check.out;
    for (const char* part : {"(as before)", ": added ", ": appended [k |-> 9]", ": removed first [k |-> 0]", "(was "})
      EXPECT_THAT(check.out, HasSubstr(part));
    write("check.out", check.out);
    const Ended ended = run({"validate", path("Grow.tla"), path("check.out")});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err << check.out;
    EXPECT_THAT(ended.out, HasSubstr(" is false in state 6"));
    std::string changed = check.out;
    changed.replace(changed.find("k |-> 7", changed.find(": added ")), 7, "k |-> 8");
    write("check.out", changed);
    EXPECT_EQ(run({"validate", path("Grow.tla"), path("check.out")}).code, 20);
    changed = check.out;
    changed.replace(changed.find("removed first [k |-> 0]"), 23, "removed first [k |-> 3]");
    write("check.out", changed);
    EXPECT_THAT(run({"validate", path("Grow.tla"), path("check.out")}).err, HasSubstr("that cannot be told of <<[k |-> 0]"));
  }
}

// A property may have several parts, and TLC names the one that is false by its place.
TEST_F(Verbs, PartsOfAPropertyHaveNoNames) {
  write("Parts.tla", "---- MODULE Parts ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x < 3 /\\ x' = x + 1\n"
                     "Spec == Init /\\ [][Next]_x\nBoth == [](x >= 0) /\\ [](x # 2)\nSteps == \\A i \\in 1..2 : [][x' # i]_x\n====\n");
  const std::string states = "State 1: <Initial predicate>\nx = 0\n\nState 2: <Next>\nx = 1\n\n";
  write("Both.cfg", "SPECIFICATION Spec\nPROPERTY Both\n");
  write("both.out", "Error: Invariant line 7, col 23 to line 7, col 31 of module Parts is violated.\nError: The behavior up to this point is:\n" +
                        states + "State 3: <Next>\nx = 2\n\n");
  EXPECT_THAT(run({"validate", path("Parts.tla"), path("both.out"), "--config", path("Both.cfg")}).out, HasSubstr("confirmed: Both is false in state 3"));
  write("Steps.cfg", "SPECIFICATION Spec\nPROPERTY Steps\n");
  write("steps.out", "Error: Action property line 8, col 26 to line 8, col 37 of module Parts is violated.\nError: The behavior up to this point is:\n" + states);
  EXPECT_THAT(run({"validate", path("Parts.tla"), path("steps.out"), "--config", path("Steps.cfg")}).out, HasSubstr("confirmed: Steps is false in state 2"));
}

// With -difftrace only the second state is shown, and of the initial states but one takes a step there that violates it.
TEST_F(Verbs, AnyStepThatFitsMayViolateAProperty) {
  write("Rise.tla",
        "---- MODULE Rise ----\nEXTENDS Naturals\nVARIABLE x\nInit == x \\in 1..2\nNext == x' \\in 1..2\n"
        "Spec == Init /\\ [][Next]_x\nRises == [][x' >= x]_x\n====\n");
  write("Rise.cfg", "SPECIFICATION Spec\nPROPERTY Rises\n");
  write("rise.out",
        "Error: Action property Rises is violated.\nError: The behavior up to this point is:\n"
        "State 1: <Initial predicate>\n\nState 2: <Next line 5, col 9 to line 5, col 18 of module Rise>\nx = 1\n\n");
  const Ended ended = run({"validate", path("Rise.tla"), path("rise.out")});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("confirmed: Rises is false in state 2"));
}

// What TLC shows of a step that does not say all is no state.
TEST_F(Verbs, AStepMayHaveNoValue) {
  write("Forgets.tla",
        "---- MODULE Forgets ----\nEXTENDS Naturals\nVARIABLES x, y\nInit == x = 0 /\\ y = 0\n"
        "Good == x < 1 /\\ x' = 1 /\\ UNCHANGED y\nBad == x = 1 /\\ x' = 2\nNext == Good \\/ Bad\n====\n");
  write("Forgets.cfg", "INIT Init\nNEXT Next\n");
  const std::string error =
      "Error: Successor state is not completely specified by action Bad of the next-state relation. The following variable "
      "is not defined: y.\n";
  const std::string states =
      "Error: The behavior up to this point is:\nState 1: <Initial predicate>\n/\\ x = 0\n/\\ y = 0\n\n"
      "State 2: <Good line 5, col 9 to line 5, col 38 of module Forgets>\n/\\ x = 1\n/\\ y = 0\n\n"
      "State 3: <Bad line 6, col 8 to line 6, col 22 of module Forgets>\n/\\ x = 2\n/\\ y = null\n\n";
  write("forgets.out", error + states);
  const Ended ended = run({"validate", path("Forgets.tla"), path("forgets.out")});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("confirmed: state 2: Bad has no value there: "));
  write("forgets.out", states);
  EXPECT_EQ(run({"validate", path("Forgets.tla"), path("forgets.out")}).code, 20);
}

// What check says has no value has none for validate, in text and JSON: of a step, an invariant, the initial states.
TEST_F(Verbs, WhatFailsIsConfirmed) {
  const std::string corpus = TRESTLE_ROOT "/tests/corpus/";
  for (const std::string config : {"Unassigned.forgets", "Unassigned.early", "Unassigned.init", "EvaluationErrors.head",
                                   "EvaluationErrors.case", "AskedInPart.second", "KindsInASubscript"}) {
    const std::string spec = corpus + config.substr(0, config.find('.')) + ".tla";
    const std::vector<std::string> options = {"--config", corpus + config + ".cfg", "--workers", "1"};
    for (const bool json : {false, true}) {
      std::vector<std::string> check = {"check", spec}, validate = {"validate", spec, path("failed")};
      check.insert(check.end(), options.begin(), options.end());
      validate.insert(validate.end(), options.begin(), options.end());
      if (json) check.push_back("--json");
      const Ended failed = run(check);
      write("failed", failed.out);
      const Ended ended = run(validate);
      EXPECT_EQ(ended.code, 0) << config << failed.out << ended.out << ended.err;
      EXPECT_THAT(ended.out, HasSubstr("confirmed: ")) << config;
      EXPECT_THAT(ended.out, HasSubstr(" value")) << config;
    }
  }
  write("Fine.tla", "---- MODULE Fine ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = 1\n====\n");
  write("Fine.cfg", "INIT Init\nNEXT Next\n");
  write("fine.out", "evaluation-failed: an expression has no value\n\nState 1: <Initial predicate>\n  /\\ x = 0\n\n");
  EXPECT_THAT(run({"validate", path("Fine.tla"), path("fine.out")}).out, HasSubstr("that something has none was not confirmed"));
}

// A log has the exit code that check has for the same behavior.
TEST_F(Verbs, AnInvariantWithoutAValueEndsAlike) {
  write("Bad.tla", "---- MODULE Bad ----\nEXTENDS Naturals, Sequences\nVARIABLE x\nInit == x = 0\nGo == x < 3 /\\ x' = x + 1\nNext == Go\n"
                   "Late == x < 2 \\/ Head(<<>>) = x\nEarly == x > 0 \\/ Head(<<>>) = x\n====\n");
  for (const auto& [invariant, code] : {std::pair("Late", 76), std::pair("Early", 75)}) {
    write("Bad.cfg", std::string("INIT Init\nNEXT Next\nINVARIANT ") + invariant + "\n");
    const Ended check = run({"check", path("Bad.tla"), "--workers", "1"});
    EXPECT_EQ(check.code, code) << invariant;
    write("bad.out", check.out);
    EXPECT_EQ(run({"convert", path("bad.out"), path("bad.ndjson"), "--spec", path("Bad.tla")}).code, 0);
    EXPECT_EQ(run({"validate", path("Bad.tla"), path("bad.ndjson")}).code, code) << invariant;
  }
}

TEST_F(Verbs, WhatHasNoStateOfTheSpecIsNotReplayed) {
  const std::string spec = TRESTLE_ROOT "/tests/corpus/Unassigned.tla";
  for (const std::string of : {"init", "forgets"}) {
    const std::string config = TRESTLE_ROOT "/tests/corpus/Unassigned." + of + ".cfg";
    write("failed.json", run({"check", spec, "--config", config, "--workers", "1", "--json"}).out);
    const Ended replayed = run({"replay", spec, path("failed.json"), "--config", config, "-o", path("replayed.json")});
    const Ended converted = run({"convert", path("failed.json"), path("c.out"), "--spec", spec, "--config", config});
    if (of == "init") {
      EXPECT_EQ(replayed.code, 150);
      EXPECT_THAT(replayed.err, HasSubstr("there is nothing to replay: the initial states have no value: "));
      EXPECT_EQ(converted.code, 150);
      EXPECT_THAT(converted.err, HasSubstr("no state in it is one of the spec"));
    } else {
      EXPECT_EQ(replayed.code, 0) << replayed.err;
      EXPECT_EQ(converted.code, 0);
      EXPECT_THAT(converted.err, HasSubstr("lost: state 5 is none of the spec: state 4: NextForgets has no value there"));
    }
    EXPECT_EQ(run({"convert", path("failed.json"), path("plain.out")}).code, 0);
    EXPECT_THAT(contents(path("plain.out")), HasSubstr(" = <undefined>"));
  }
}

// ALIAS may show another value under a variable's name.
TEST_F(Verbs, AnAliasMayHaveTheNamesOfVariables) {
  write("Far.tla", "---- MODULE Far ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = x + 1\nNear == x < 3\nShown == [x |-> x + 100]\n====\n");
  write("Far.cfg", "INIT Init\nNEXT Next\nINVARIANT Near\nALIAS Shown\n");
  const Ended check = run({"check", path("Far.tla"), "--workers", "1"});
  EXPECT_THAT(check.out, HasSubstr("x = 103"));
  write("far.out", check.out);
  EXPECT_THAT(run({"validate", path("Far.tla"), path("far.out")}).out, HasSubstr("confirmed: Near is false in state 4"));
  std::string changed = check.out;
  write("far.out", changed.replace(changed.find("x = 102"), 7, "x = 105"));
  EXPECT_EQ(run({"validate", path("Far.tla"), path("far.out")}).code, 20);
}

// A string may read like the heading of a state, in a value that changed and in an argument.
TEST_F(Verbs, StringsMayReadLikeStates) {
  write("Says.tla", "---- MODULE Says ----\nVARIABLE x\nSay(w) == x # w /\\ x' = w\nInit == x = \"\"\n"
                    "Next == \\E w \\in {\"State 2: <Next>\", \"State 1: \"} : Say(w)\nQuiet == x # \"State 2: <Next>\"\n====\n");
  write("Says.cfg", "INIT Init\nNEXT Next\nINVARIANT Quiet\n");
  write("says.out", run({"check", path("Says.tla"), "--workers", "1"}).out);
  EXPECT_EQ(run({"convert", path("says.out"), path("says.tool.out"), "--to", "tool"}).code, 0);
  for (const char* file : {"says.out", "says.tool.out"}) {
    const Ended ended = run({"validate", path("Says.tla"), path(file)});
    EXPECT_THAT(ended.out, HasSubstr("confirmed: Quiet is false in state 2")) << file << ended.err << contents(path(file));
  }
}

// A record of the spec may have the names of members that logs have.
TEST_F(Verbs, TlcJsonMayHaveFieldsCalledEvent) {
  write("Goes.tla", "---- MODULE Goes ----\nEXTENDS Naturals\nVARIABLES last\nInit == last = [event |-> \"none\", trestle |-> 0]\n"
                    "Go == last' = [event |-> \"go\", trestle |-> last.trestle + 1]\nNext == Go\nFew == last.trestle < 2\n====\n");
  write("Goes.cfg", "INIT Init\nNEXT Next\nINVARIANT Few\n");
  write("goes.out", run({"check", path("Goes.tla"), "--workers", "1"}).out);
  EXPECT_EQ(run({"convert", path("goes.out"), path("goes.json"), "--spec", path("Goes.tla"), "--to", "json"}).code, 0);
  const Ended ended = run({"validate", path("Goes.tla"), path("goes.json")});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(run({"convert", path("goes.json"), path("goes.txt")}).code, 0);
}

// A simulation's Trace leaves out what is as the state before it, as TLC's does.
TEST_F(Verbs, AnInvariantMayAskForTheBehavior) {
  const std::string spec = TRESTLE_ROOT "/tests/corpus/Extras.tla";
  write("traced.json", run({"simulate", spec, "--seed", "7", "--json"}).out);
  EXPECT_THAT(run({"validate", spec, path("traced.json")}).out, HasSubstr("confirmed: History is false in state "));
}

TEST_F(Verbs, EventsAreATraceThatValidateTakes) {
  EXPECT_EQ(run({"convert", data("Counter.out"), path("events.ndjson"), "--spec", data("Counter.tla")}).code, 0);
  const Ended ended = run({"validate", data("Counter.tla"), path("events.ndjson"), "--no-invariants", "--json"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(parsed(ended.out)["explained"].GetInt(), 3);
  const Ended back = run({"convert", path("events.ndjson"), "-", "--to", "text"});
  EXPECT_EQ(back.code, 0) << back.err;
  EXPECT_THAT(back.out, HasSubstr("State 3: <Sell(bob,2)"));
}

TEST_F(Verbs, GraphsAreConverted) {
  EXPECT_EQ(run({"convert", data("Signals.dot"), path("a.dot")}).code, 0);
  EXPECT_EQ(run({"validate", data("Signals.tla"), path("a.dot")}).code, 0);
  EXPECT_THAT(run({"convert", data("Signals.dot"), path("a.dump")}).err, HasSubstr("lost: steps (4)"));
  EXPECT_EQ(run({"validate", data("Signals.tla"), path("a.dump")}).code, 0);
}

TEST_F(Verbs, ADotFileOfOneBehaviorIsOne) {
  for (const std::string model : {"Counter", "Signals", "Lamp", "Valve"}) {
    EXPECT_EQ(run({"convert", data(model + ".out"), path("a.dot")}).code, 0);
    const Ended ended = validated(model, path("a.dot"));
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("ok: the spec allows the behavior of "));
  }
  std::string text = contents(path("a.dot"));
  text.replace(text.find("\"itself\""), 8, "\"Turn\"");
  write("b.dot", text);
  EXPECT_THAT(validated("Valve", path("b.dot")).out, HasSubstr("is itself, and not Turn"));
  // A graph that happens to be one path is still the whole of what there is.
  write("Line.tla",
        "---- MODULE Line ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\nNext == x < 2 /\\ x' = x + 1\n====\n");
  write("Line.cfg", "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
  EXPECT_EQ(run({"check", path("Line.tla"), "--dump", "dot", path("c.dot")}).code, 0);
  text = contents(path("c.dot"));
  EXPECT_EQ(run({"validate", path("Line.tla"), path("c.dot")}).code, 0);
  text.erase(text.find("2 -> 3"), text.find("\n", text.find("2 -> 3")) - text.find("2 -> 3"));
  write("d.dot", text);
  EXPECT_THAT(run({"validate", path("Line.tla"), path("d.dot")}).out, HasSubstr("missing in the file: the edge Next"));
}

TEST_F(Verbs, TlcNeedsAJar) {
  const char* set = std::getenv("TRESTLE_TLC");
  const std::string kept = set == nullptr ? "" : set;
  unsetenv("TRESTLE_TLC");
  unsetenv("TRESTLE_TLC_JAR");
  const Ended ended = run({"tlc", data("Counter.tla")});
  if (set != nullptr) setenv("TRESTLE_TLC", kept.c_str(), 1);
  EXPECT_EQ(ended.code, 64);
  EXPECT_THAT(ended.err, HasSubstr("--jar tla2tools.jar"));
}

TEST_F(Verbs, TlcAgrees) {
  if (std::getenv("TRESTLE_TLC") == nullptr) GTEST_SKIP() << "TRESTLE_TLC, a class path with TLC, is not set";
  const std::pair<const char*, int> models[] = {
      {"Counter", 12}, {"Doorway", 11}, {"Signals", 13}, {"Premise", 10}, {"Lookup", 75}};
  for (const auto& [model, code] : models) {
    const Ended ended = run({"tlc", data(std::string(model) + ".tla"), "--json"});
    EXPECT_EQ(ended.code, code) << model << ended.out << ended.err;
    const auto result = parsed(ended.out);
    EXPECT_STREQ(result["verdict"].GetString(), "ok") << model << ended.out;
  }
  const Ended late = run({"tlc", data("Counter.tla"), "--timeout", "0.01"});
  EXPECT_EQ(late.code, 21);
  EXPECT_THAT(late.out, HasSubstr("TLC did not end in time"));
}

TEST_F(Verbs, TlcIsCaughtReplayingNothing) {
  if (std::getenv("TRESTLE_TLC") == nullptr) GTEST_SKIP() << "TRESTLE_TLC, a class path with TLC, is not set";
  const Ended ended = run({"tlc", data("Doorway.tla"), "--", "-loadTrace", "json", data("Doorway.trace.json")});
  EXPECT_EQ(ended.code, 20) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("TLC took 1 of the 3 states"));
  const Ended replayed = run({"tlc", data("Mutex.tla"), "--", "-loadTrace", "json", data("Mutex.trace.json")});
  EXPECT_EQ(replayed.code, 12) << replayed.out;
}

}  // namespace
}  // namespace trestle::cli
