// Files as they come: sniffed, damaged, cut, quoted.
#include <gmock/gmock.h>

#include "tests/bridge/files.h"
#include "translator/runtime/print.h"
#include "validator/bridge/behavior_file.h"
#include "validator/bridge/value_text.h"

namespace trestle::bridge {
namespace {

using testing::HasSubstr;
using End = explore::Behavior::End;

std::string round(const std::string& text) {
  runtime::Context context;
  return runtime::to_string(context, read_value(context, text));
}

std::string shown(const RecordedBehavior& behavior) {
  std::string text;
  for (const RecordedState& state : behavior.states) {
    text += to_string(state.action) + "\n";
    for (const auto& [name, value] : state.variables) text += "  " + name + " = " + runtime::to_string(value) + "\n";
  }
  if (behavior.end == End::Stuttering) text += "stuttering\n";
  if (behavior.end == End::BackTo)
    text += "back to " + std::to_string(behavior.back_to) + " by " + to_string(behavior.back_action) + "\n";
  return text;
}

RecordedBehavior read(const std::string& text) {
  const auto behaviors = read_behaviors(text);
  EXPECT_EQ(behaviors.size(), 1);
  return behaviors.front();
}

std::string error_of(const std::string& text) {
  try {
    read_behaviors(text, {.format = {}, .file = "f"});
  } catch (const FileError& error) {
    return error.what();
  }
  return "no error";
}

TEST(ValueText, ReadsWhatTlcPrints) {
  for (const char* text : {"1", "-12", "TRUE", "\"a\"", "\"a \\\"q\\\" \\\\ \\t\"", "n1", "{}", "<<>>", "{1, 2}",
                           "<<1, \"a\", {}>>", "(0 :> 0 @@ 1 :> 1)", "[a |-> 1, b |-> {[c |-> <<>>]}]", "1..3",
                           "(<<1, 2>> :> \"x\")", "123456789012345678901234567890", "(n1 :> {n2} @@ n2 :> {})"}) {
    EXPECT_EQ(round(text), text);
  }
  EXPECT_EQ(round("( 2 :> 1 @@ 1 :> 3 )"), "<<3, 1>>");
  EXPECT_EQ(round("{3, 1, 2, 1}"), "{1, 2, 3}");
  EXPECT_EQ(round("(-1)"), "-1");
  EXPECT_EQ(round("<<1, (* between *) 2>> \\* behind"), "<<1, 2>>");
  EXPECT_EQ(round("1 :> 2 @@ 1 :> 3"), "<<2>>");
}

TEST(ValueText, NamesWhereAValueEnds) {
  runtime::Context context;
  const auto offset = [&](const std::string& text) {
    try {
      read_value(context, text);
    } catch (const ValueError& error) {
      return static_cast<int>(error.offset);
    }
    return -1;
  };
  EXPECT_EQ(offset("<<1, 2"), 6);
  EXPECT_EQ(offset("\"abc"), 4);
  EXPECT_EQ(offset("1 2"), 2);
  EXPECT_EQ(offset("{1, }"), 4);
  EXPECT_EQ(offset("[a |-> 1, a |-> 2]") >= 0, true);
  EXPECT_EQ(offset(std::string(100'000, '{')) >= 0, true);
}

TEST(Sniff, TellsFormatsByContent) {
  const auto format = [](const std::string& file) { return sniff(contents(data(file))); };
  EXPECT_EQ(format("Counter.out"), Format::Text);
  EXPECT_EQ(format("Counter.diff.out"), Format::Text);
  EXPECT_EQ(format("Counter.tool.out"), Format::Tool);
  EXPECT_EQ(format("Counter.trace.json"), Format::TlcJson);
  EXPECT_EQ(format("Counter.trace.tla"), Format::TlcModule);
  EXPECT_EQ(format("Counter.plain.tla"), Format::TlcModule);
  EXPECT_EQ(format("Counter.TTrace.tla"), Format::TraceModule);
  EXPECT_EQ(format("Gauge.sim"), Format::Simulation);
  EXPECT_EQ(format("Counter.dump"), Format::Dump);
  EXPECT_EQ(format("Counter.dot"), Format::Dot);
  EXPECT_EQ(sniff(R"({"vars":["x"],"states":[{"x":1}]})"), Format::Itf);
  EXPECT_EQ(sniff(R"({"trestle":1,"node":"a"})"), Format::Events);
  EXPECT_EQ(sniff("good morning"), std::nullopt);
  EXPECT_EQ(sniff("Error: the disk is full\nStates are fine\n"), std::nullopt);
  // Logs of systems, which may have such members.
  EXPECT_EQ(sniff(R"({"clock":7,"state":[{"op":"Replace","path":[],"args":[1]}]})"), std::nullopt);
  EXPECT_EQ(sniff(R"({"tag":"raft_trace","msg":{"state":{"node_id":1},"states":["a"]}})"), std::nullopt);
  EXPECT_EQ(sniff(""), std::nullopt);
}

TEST(Text, EndsAsTlcSays) {
  EXPECT_EQ(read(contents(data("Lamp.out"))).end, End::Stuttering);
  const RecordedBehavior cycle = read(contents(data("Signals.out")));
  EXPECT_EQ(cycle.end, End::BackTo);
  EXPECT_EQ(cycle.back_to, 1);
  EXPECT_EQ(cycle.back_action.name, "Yellow");
  EXPECT_EQ(cycle.violated, "Flows");
  EXPECT_EQ(cycle.verdict, explore::Verdict::PropertyViolated);
  EXPECT_EQ(read(contents(data("Doorway.out"))).verdict, explore::Verdict::Deadlock);
  EXPECT_EQ(read(contents(data("Lookup.tool.out"))).verdict, explore::Verdict::EvaluationFailed);
  EXPECT_EQ(read(contents(data("Lamp.trace.json"))).end, End::Stuttering);
  EXPECT_EQ(read(contents(data("Signals.trace.tla"))).back_to, 1);
  EXPECT_EQ(read(contents(data("Signals.TTrace.tla"))).back_to, 1);
  EXPECT_EQ(read(contents(data("Lamp.TTrace.tla"))).end, End::Stuttering);
}

TEST(Text, KeepsArgumentsAndPlaces) {
  const RecordedAction action = read(contents(data("Counter.out"))).states[1].action;
  EXPECT_EQ(to_string(action), "Sell(ann, 1)");
  EXPECT_EQ(runtime::to_string(action.location), "line 13, col 3 to line 18, col 42 of module Counter");
}

TEST(Text, DifferencesAreCompleted) {
  EXPECT_EQ(shown(read(contents(data("Doorway.diff.out")))), shown(read(contents(data("Doorway.out")))));
}

class Noise : public testing::TestWithParam<const char*> {};

TEST_P(Noise, AroundItDoesNotMatter) {
  const std::string plain = contents(data(GetParam()));
  const std::string expected = shown(read(plain));
  const auto each_line = [&](const std::function<std::string(const std::string&, size_t)>& change) {
    std::stringstream in(plain);
    std::string all, line;
    for (size_t i = 0; std::getline(in, line); ++i) all += change(line, i);
    return shown(read(all));
  };
  EXPECT_EQ(each_line([](const std::string& line, size_t) { return line + "\r\n"; }), expected);
  EXPECT_EQ(each_line([](const std::string& line, size_t) { return "\x1b[31m" + line + "\x1b[0m\n"; }), expected);
  EXPECT_EQ(each_line([](const std::string& line, size_t) { return "> " + line + "\n"; }), expected);
  EXPECT_EQ(each_line([](const std::string& line, size_t) { return "    " + line + "\n"; }), expected);
  EXPECT_EQ(each_line([](const std::string& line, size_t i) {
              return "2026-11-28T10:" + std::to_string(10 + i) + ":00." + std::to_string(i * 7) + "Z [INFO] tlc-1 | " +
                     line + "\n";
            }),
            expected);
  EXPECT_EQ(each_line([](const std::string& line, size_t i) {
              return std::string(i < 20 ? "  " : " ") + std::to_string(i * i) + ": " + line + "\n";
            }),
            expected);
  EXPECT_EQ(each_line([](const std::string& line, size_t i) { return line + (i % 2 == 0 ? "\r\n" : "\n"); }), expected);
  EXPECT_EQ(shown(read("The build failed:\n```\n" + plain + "```\nWho looks at it?\n")), expected);
  EXPECT_EQ(each_line([](const std::string& line, size_t) { return line.empty() ? line : line + "\n"; }), expected);
}

std::string replaced_all(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

TEST_P(Noise, OfItsWayDoesNotMatter) {
  const std::string plain = contents(data(GetParam()));
  const std::string expected = shown(read(plain));
  std::string little = "\xFF\xFE", big = "\xFE\xFF";  // as PowerShell writes what a program prints
  for (const char c : plain) little += c, little += '\0', big += '\0', big += c;
  EXPECT_EQ(shown(read(little)), expected);
  EXPECT_EQ(shown(read(big)), expected);
  EXPECT_EQ(shown(read("\xEF\xBB\xBF" + plain)), expected);
  std::string page = replaced_all(replaced_all(plain, "&", "&amp;"), "<", "&lt;");
  page = replaced_all(replaced_all(page, ">", "&gt;"), "\"", "&quot;");
  EXPECT_EQ(shown(read("<system-out>" + page + "</system-out>\n")), expected);
  EXPECT_EQ(shown(read(plain.substr(plain.find(": <Initial predicate>") - 1))), expected);  // without what is before it
}

INSTANTIATE_TEST_SUITE_P(Files, Noise, testing::Values("Counter.out", "Counter.tool.out", "Signals.tool.out"),
                         [](const auto& info) { return std::to_string(info.index); });

// As -difftrace shows an invariant that is violated in the second state.
TEST(Text, TheFirstOfTwoStatesMayBeLeftOut) {
  const RecordedBehavior behavior = read(
      "Error: Invariant Small is violated.\nError: The behavior up to this point is:\nState 1: <Initial predicate>\n\n"
      "State 2: <Next line 8, col 9 to line 11, col 28 of module Small>\n/\\ x = 2\n/\\ y = 2\n\n3 states generated\n");
  ASSERT_EQ(behavior.states.size(), 2);
  EXPECT_TRUE(behavior.states[0].variables.empty());
  EXPECT_EQ(behavior.states[1].variables.size(), 2);
  EXPECT_EQ(behavior.violated, "Small");
  EXPECT_THAT(behavior.notes.at(0), HasSubstr("state 1 does not show its variables"));
}

// As TLC shows it with ALIAS and -difftrace.
TEST(Text, AStateThatIsLeftAloneViolatesNothing) {
  const std::string states = "State 1: <Initial predicate>\n/\\ x = 2\n\n3 states generated\n";
  const RecordedBehavior behavior =
      read("Error: Invariant Small is violated.\nError: The behavior up to this point is:\n" + states);
  EXPECT_FALSE(behavior.verdict.has_value());
  EXPECT_THAT(behavior.notes.at(0), HasSubstr("only state 1 is there, which is not said to violate Small"));
  EXPECT_EQ(read("Error: Deadlock reached.\nError: The behavior up to this point is:\n" + states).verdict,
            explore::Verdict::Deadlock);
}

// Strings may say what lines around states say; TLC also begins a line with one when it breaks a long value.
TEST(Text, StringsAreNoHeadingsAndNoMarks) {
  const std::string said[] = {"12 states generated, 3 found", "q@!@!@z", "@!@!@STARTMSG 2217:4 @!@!@", "@!@!@ENDMSG 2217 @!@!@",
                              "see State 2: <x", "Back to state 1", "a \\\"q\\\" State 1: <b", "TLC2 Version 2"};
  for (const std::string& text : said) {
    const RecordedBehavior behavior = read("Error: Invariant Inv is violated.\nError: The behavior up to this point is:\n"
                                           "State 1: <Initial predicate>\n/\\ m = <<>>\n/\\ n = 0\n\n"
                                           "State 2: <A line 5, col 6 to line 5, col 9 of module M>\n"
                                           "/\\ m = << \"something long\",\n         \"" + text + "\" >>\n/\\ n = 1\n\n"
                                           "2 states generated, 2 distinct states found, 0 states left on queue.\n");
    ASSERT_EQ(behavior.states.size(), 2u) << text;
    EXPECT_THAT(shown(behavior), HasSubstr("m = <<\"something long\", \"" + text + "\">>\n")) << text;
    EXPECT_THAT(shown(behavior), HasSubstr("n = 1\n")) << text;
    EXPECT_TRUE(behavior.notes.empty()) << text << behavior.notes.front();
  }
}

TEST(Module, TheToolboxCopiesAValue) {
  const std::string text =
      "<<\n[\n _TEAction |-> [\n   position |-> 1,\n   name |-> \"Initial predicate\",\n"
      "   location |-> \"Unknown location\"\n ],\n till |-> 2,\n log |-> <<>>\n],\n"
      "[\n _TEAction |-> [\n   position |-> 2,\n   name |-> \"Sell\",\n"
      "   location |-> \"line 13, col 3 to line 18, col 42 of module Counter\"\n ],\n till |-> 1,\n log |-> <<<<\"sold\", 1>>>>\n]\n>>";
  EXPECT_EQ(sniff(text), Format::TlcModule);
  const RecordedBehavior behavior = read(text);
  EXPECT_EQ(shown(behavior), "\n  till = 2\n  log = <<>>\nSell\n  till = 1\n  log = <<<<\"sold\", 1>>>>\n");
  EXPECT_EQ(behavior.states[1].action.location.begin_line, 13);
}

TEST(Text, OfACutFileNothingIsClaimed) {
  const std::string text = contents(data("Mutex.out"));
  const RecordedBehavior behavior = read(text.substr(0, text.find("pc =", text.find("State 2:")) + 7));
  EXPECT_EQ(behavior.states.size(), 1);
  EXPECT_FALSE(behavior.verdict.has_value());
  EXPECT_THAT(behavior.notes.at(0), HasSubstr("cut off in state 2"));
}

TEST(Text, ALineOfAnotherProgramIsPassedOver) {
  std::string text = contents(data("Counter.out"));
  text.insert(text.find("/\\ slips = {[price"), "GC (Allocation Failure) 12M->3M\n");
  const RecordedBehavior behavior = read(text);
  EXPECT_EQ(shown(behavior), shown(read(contents(data("Counter.out")))));
  ASSERT_EQ(behavior.notes.size(), 1);
  EXPECT_THAT(behavior.notes[0], HasSubstr("1 lines"));
}

TEST(Text, EveryCutIsHandledOrNamed) {
  const std::string text = contents(data("Counter.out"));
  const size_t first = text.find("/\\ mood");
  const std::string whole = shown(read(text));
  for (size_t length = first; length < text.size(); ++length) {
    try {
      const RecordedBehavior behavior = read(text.substr(0, length));
      for (size_t i = 0; i + 1 < behavior.states.size(); ++i) EXPECT_EQ(behavior.states[i].variables.size(), 4);
    } catch (const FileError& error) {
      EXPECT_LT(length, text.find("State 2")) << error.what();
    }
  }
  EXPECT_THAT(read(text.substr(0, text.find("till = -1") + 4)).notes.at(0), HasSubstr("cut off in state 3"));
}

TEST(Text, SeveralBehaviorsAreSeveral) {
  const std::string text = contents(data("Counter.out"));
  const auto behaviors = read_behaviors(text + contents(data("Doorway.out")));
  ASSERT_EQ(behaviors.size(), 2);
  EXPECT_EQ(behaviors[1].verdict, explore::Verdict::Deadlock);
  EXPECT_EQ(behaviors[0].violated, "Solvent");
}

TEST(Text, AnInitialStateMayHaveNoHeading) {
  const RecordedBehavior behavior =
      read("Error: Invariant Low is violated by the initial state:\n/\\ x = 1\n/\\ y = <<>>\n\n1 states generated\n");
  EXPECT_EQ(shown(behavior), "\n  x = 1\n  y = <<>>\n");
  EXPECT_EQ(behavior.violated, "Low");
}

TEST(Text, OneVariableStandsAlone) {
  EXPECT_EQ(shown(read("State 1: <Initial predicate>\nx = 1\n\nState 2: <Up line 1, col 2 to line 3, col 4 of module "
                       "M>\nx = {1,\n 2}\n")),
            "\n  x = 1\nUp\n  x = {1, 2}\n");
}

// Of a log of TLC's without its last line states may be missing: what it says is not held against them.
TEST(Text, AWholeLogThatIsCutOffClaimsNothing) {
  const std::string log = contents(data("Counter.out"));
  const std::string cut = log.substr(0, log.find("State 3:"));
  EXPECT_FALSE(read(cut).verdict);
  EXPECT_THAT(read(cut).notes.back(), HasSubstr("TLC's last line is missing"));
  EXPECT_TRUE(read(cut.substr(cut.find("Error: "))).verdict) << "pasted";
  // With -difftrace its last state may lack lines that show what changed.
  const std::string diff = contents(data("Mutex.diff.out"));
  const std::string half = diff.substr(0, diff.find("/\\ pc", diff.find("State 3:")));
  EXPECT_EQ(read(half).states.size(), 2);
  EXPECT_EQ(read(half.substr(half.find("Error: "))).states.size(), 3) << "pasted";
}

TEST(Text, ErrorsHaveAPlace) {
  EXPECT_EQ(error_of("State 1: <Initial predicate>\n/\\ x = 1\n/\\ y = <<1, }\n\nState 2: <A>\n/\\ x = 2\n"),
            "f:3: this is no value, in state 1");
  EXPECT_EQ(error_of("State 1: <Initial predicate>\n/\\ x = 1\n\nState 3: <A>\n/\\ x = 2\n"),
            "f:4: state 3 follows state 1");
  EXPECT_EQ(error_of("State 1: <Initial predicate>\n/\\ x = 1\n\nBack to state 4: <A>\n"),
            "f:4: there is no state 4 to go back to");
  EXPECT_EQ(
      error_of(contents(data("Premise.out"))),
      "f: there is no behavior in it; it says assumption-violated: line 5, col 17 to line 5, col 24 of module Premise");
  EXPECT_EQ(error_of("TLC2 Version 2.19\nError: Parsing or semantic analysis failed.\nFinished in 00s\n"),
            "f: there is no behavior in it; it says: Parsing or semantic analysis failed.");
  EXPECT_EQ(error_of("@!@!@STARTMSG 1000:1 @!@!@\nEvaluating assumption A failed.\n@!@!@ENDMSG 1000 @!@!@\n"),
            "f: there is no behavior in it; it says: Evaluating assumption A failed.");
  EXPECT_THAT(error_of("good morning"), HasSubstr("no behavior in a format that is known"));
  EXPECT_THAT(error_of(contents(data("Counter.dump"))), HasSubstr("these are states in no order, not a behavior"));
}

TEST(Json, OldShapesAreRead) {
  const std::string expected = shown(read(contents(data("Counter.trace.json"))));
  std::string text = contents(data("Counter.trace.json"));
  text = text.substr(std::string("{\"counterexample\":").size(),
                     text.find(",\"vars\"") - std::string("{\"counterexample\":").size());
  EXPECT_EQ(shown(read(text)), expected);  // without the outer object
  const RecordedBehavior bare = read(R"([{"x":1},{"x":2}])");
  EXPECT_EQ(shown(bare), "\n  x = 1\n\n  x = 2\n");
  EXPECT_EQ(bare.typing, Typing::TlcJson);
}

TEST(Json, ErrorsAreNamed) {
  const std::string text = contents(data("Counter.trace.json"));
  EXPECT_THAT(error_of(text.substr(0, text.size() / 2)), HasSubstr("The file is cut off."));
  EXPECT_THAT(error_of(R"({"state":[[1,{"x":null}]],"action":[]})"), HasSubstr("x: null has no counterpart"));
  EXPECT_THAT(error_of(R"({"state":[[1,{"x":1}],[3,{"x":1}]],"action":[]})"), HasSubstr("state 2 is missing"));
  EXPECT_THAT(error_of(R"({"state":[[1,{"x":1.5}]],"action":[]})"), HasSubstr("fraction"));
}

TEST(Itf, ReadsTheWholeFormat) {
  const RecordedBehavior behavior =
      read(R"({"#meta":{"format":"ITF"},"vars":["x","s","m","t","v","u"],"loop":0,"states":[
    {"#meta":{"index":0},"mbt::actionTaken":"init","x":{"#bigint":"-12345678901234567890"},"s":{"#set":[2,{"#bigint":"1"}]},
     "m":{"#map":[[{"#tup":[1,2]},"a"]]},"t":{"#tup":[]},"v":{"tag":"Some","value":3},"u":{"#unserializable":"Int"}},
    {"#meta":{"index":1},"mbt::actionTaken":"step","mbt::nondetPicks":{},"x":1,"s":{"#set":[]},"m":{"#map":[]},"t":[true],"v":{"tag":"None","value":{"#tup":[]}},"u":"k"}]})");
  EXPECT_EQ(
      shown(behavior),
      "\n  x = -12345678901234567890\n  s = {1, 2}\n  m = (<<1, 2>> :> \"a\")\n  t = <<>>\n"
      "  v = [tag |-> \"Some\", value |-> 3]\n  u = Int\n"
      "step\n  x = 1\n  s = {}\n  m = <<>>\n  t = <<TRUE>>\n  v = [tag |-> \"None\", value |-> <<>>]\n  u = \"k\"\n"
      "back to 0 by \n");
  EXPECT_THAT(error_of(R"({"vars":[],"states":[{"x":{"#bigint":"1e3"}}]})"), HasSubstr("#bigint holds no integer"));
  EXPECT_THAT(error_of(R"({"vars":[],"states":[{"x":1}],"loop":3})"), HasSubstr("loop is the index of no state"));
}

TEST(Module, OfNamedStepsErrorsAreNamed) {
  const std::string text = contents(data("Counter.act.tla"));
  EXPECT_EQ(sniff(text), Format::TlcActions);
  EXPECT_THAT(error_of(text.substr(0, text.find("Sell(bob"))), HasSubstr("expected \\/ 2 = _idx /\\ and an action"));
  EXPECT_THAT(error_of(text.substr(0, text.find("\\/ 1"))), HasSubstr("names no step"));
}

TEST(Sniff, NamesWhatOnlyTlcReads) {
  std::string message;
  try {
    sniff(std::string_view("\x04\0\0\0\x02\x03\0\0\x02K\xff\xff\xff\xff\0\0\0\x04vars\x05", 23));
  } catch (const FileError& error) {
    message = error.what();
  }
  EXPECT_THAT(message, HasSubstr("-dumpTrace json or tla"));
}

TEST(Module, ErrorsAreNamed) {
  const std::string text = contents(data("Counter.trace.tla"));
  EXPECT_THAT(error_of(text.substr(0, text.size() / 2)), HasSubstr("cut off"));
  const std::string trace = contents(data("Counter.TTrace.tla"));
  EXPECT_THAT(error_of(trace.substr(0, trace.find("\ntrace =="))), HasSubstr("only TLC reads"));
}

}  // namespace
}  // namespace trestle::bridge
