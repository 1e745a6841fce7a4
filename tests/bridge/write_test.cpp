// Every format into every other, and what is lost; and TLC, which takes what we write.
#include "validator/bridge/write.h"

#include <gmock/gmock.h>

#include "tests/bridge/files.h"
#include "translator/runtime/atoms.h"
#include "translator/runtime/compare.h"
#include "translator/runtime/operators.h"
#include "translator/runtime/print.h"
#include "translator/runtime/tlc_values.h"
#include "validator/bridge/hold.h"
#include "validator/bridge/recorded_model.h"
#include "validator/bridge/tlc.h"
#include "validator/cli/spec_text.h"

namespace trestle::bridge {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr Format kBehaviorFormats[] = {Format::Text,      Format::Tool,       Format::TlcJson,
                                       Format::TlcModule, Format::Simulation, Format::Replay,
                                       Format::Dot,       Format::Itf,        Format::Events};

RecordedBehavior read(const std::string& text, Format format) {
  return read_behaviors(text, {.format = format, .file = "f"}).front();
}

struct Case {
  explicit Case(const std::string& model) : loaded(load_model(model)) {
    spec = cli::text_of(*loaded);
    options.spec = &spec;
    const Held held = hold(*loaded->model, context, recorded_text(model));
    EXPECT_TRUE(held.ok()) << model;
    behavior = recorded(held.behavior, loaded->model->signature());
    behavior.verdict = recorded_text(model).verdict, behavior.violated = recorded_text(model).violated;
  }
  static RecordedBehavior recorded_text(const std::string& model) {
    return read(contents(data(model + ".out")), Format::Text);
  }
  std::unique_ptr<cli::Loaded> loaded;
  SpecText spec;
  WriteOptions options;
  runtime::Context context;
  RecordedBehavior behavior;  // TLC's, with nothing left out
};

class Written : public testing::TestWithParam<std::string> {};

TEST_P(Written, EveryPairOfFormatsKeepsTheBehavior) {
  Case given(GetParam());
  for (const Format first : kBehaviorFormats) {
    const RecordedBehavior once = read(write(given.behavior, first, given.options), first);
    for (const Format second : kBehaviorFormats) {
      const RecordedBehavior twice = read(write(once, second, given.options), second);
      // What a format lost on the way stays lost: what is read last may then be but a way to write a value.
      if (once.typing == Typing::TlcJson && second != Format::TlcJson) continue;
      RecordedBehavior held_to = twice;
      if (once.typing == Typing::Itf && twice.typing == Typing::Exact) held_to.typing = Typing::Itf;
      const Held held = hold(*given.loaded->model, given.context, held_to);
      EXPECT_TRUE(held.ok()) << name(first) << " to " << name(second) << ": "
                             << (held.difference ? held.difference->message : "");
      EXPECT_EQ(held.behavior.size(), given.behavior.states.size());
    }
  }
}

TEST_P(Written, NothingIsLostInSilence) {
  Case given(GetParam());
  for (const Format format : kBehaviorFormats) {
    const std::string text = write(given.behavior, format, given.options);
    const RecordedBehavior back = read(text, format);
    const auto phrases = lost(given.behavior, format, text);
    // Held against each other without lost(): when nothing was said, all is the same.
    if (!phrases.empty()) continue;
    ASSERT_EQ(back.states.size(), given.behavior.states.size());
    EXPECT_EQ(back.end, given.behavior.end) << name(format);
    EXPECT_EQ(back.violated, given.behavior.violated) << name(format);
    for (size_t i = 0; i < back.states.size(); ++i)
      EXPECT_EQ(to_string(back.states[i].action), to_string(given.behavior.states[i].action));
  }
  EXPECT_THAT(lost(given.behavior, Format::Itf, write(given.behavior, Format::Itf)),
              Not(Contains(HasSubstr("places"))));
}

INSTANTIATE_TEST_SUITE_P(All, Written, testing::ValuesIn(kModels));

TEST(Write, TextIsTlcsOwn) {
  // But for the lines before and after, and the order of variables.
  const RecordedBehavior behavior = Case::recorded_text("Signals");
  const std::string tlc = contents(data("Signals.out"));
  const size_t begin = tlc.find("Error: Temporal"), end = tlc.find("Finished checking");
  EXPECT_EQ(write(behavior, Format::Text), tlc.substr(begin, end - begin));
  const RecordedBehavior invariant = Case::recorded_text("Counter");
  const std::string other = contents(data("Counter.out"));
  EXPECT_EQ(write(invariant, Format::Text),
            other.substr(other.find("Error: Inv"), other.find("8 states") - other.find("Error: Inv")));
}

TEST(Write, MessagesAreTlcsOwn) {
  const RecordedBehavior behavior = read(contents(data("Counter.tool.out")), Format::Tool);
  EXPECT_THAT(contents(data("Counter.tool.out")), HasSubstr(write(behavior, Format::Tool)));
}

TEST(Write, LossesAreNamed) {
  const RecordedBehavior behavior = Case::recorded_text("Signals");
  const auto losses = [&](Format format) { return lost(behavior, format, write(behavior, format)); };
  EXPECT_THAT(losses(Format::Text), IsEmpty());
  EXPECT_THAT(losses(Format::Tool), IsEmpty());
  EXPECT_THAT(losses(Format::Itf), IsEmpty());
  EXPECT_THAT(losses(Format::Simulation), Contains(HasSubstr("how it ends: back to state 2")));
  EXPECT_THAT(losses(Format::Dot), Contains(HasSubstr("places of actions")));
  EXPECT_THAT(losses(Format::Mermaid), Contains(HasSubstr("for people")));
  const RecordedBehavior counter = Case::recorded_text("Counter");
  EXPECT_THAT(lost(counter, Format::TlcJson, write(counter, Format::TlcJson)),
              Contains(HasSubstr("types of values: mood = (ann :> ")));
}

TEST(Write, DiagramsSayWhatHappens) {
  const RecordedBehavior behavior = Case::recorded_text("Counter");
  const std::string sequence = write(behavior, Format::Mermaid);
  EXPECT_THAT(sequence, HasSubstr("participant p1 as ann\n"));
  EXPECT_THAT(sequence, HasSubstr("p2->>p2: Sell(bob,2)\n"));
  EXPECT_THAT(write(Case::recorded_text("Signals"), Format::MermaidStates), HasSubstr("s3 --> s2 : Yellow"));
  const std::string log = write(behavior, Format::ShiViz);
  EXPECT_THAT(log, HasSubstr("bob {\"bob\":1, \"ann\":1, \"behavior\":1}\nSell(bob,2)"));
}

TEST(Write, AReplayNeedsTheSpec) { EXPECT_THROW(write(Case::recorded_text("Counter"), Format::Replay), FileError); }

TEST(RecordedModel, ShowsABehaviorWithoutItsSpec) {
  const RecordedModel model(Case::recorded_text("Counter"), "Counter");
  EXPECT_EQ(model.signature().variables.size(), 4);
  ASSERT_EQ(model.behavior().size(), 3);
  EXPECT_EQ(model.signature().action(model.behavior().states[2].action).name, "Sell");
}

// --- TLC takes what we write.

class TlcTakes : public testing::Test {
 protected:
  void SetUp() override {
    const char* set = std::getenv("TRESTLE_TLC");
    if (set == nullptr) GTEST_SKIP() << "TRESTLE_TLC, a class path with TLC, is not set";
    class_path = set;
    folder = std::filesystem::temp_directory_path() / ("trestle_takes_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder.empty()) std::filesystem::remove_all(folder, ignored);
  }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
  TlcReport run(std::vector<std::string> arguments) {
    TlcOptions options;
    options.class_path = class_path;
    options.folder = folder;
    options.arguments = {"-tool", "-noTE", "-workers", "1", "-metadir", (folder / "meta").string()};
    options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
    options.timeout = std::chrono::minutes(2);
    const TlcRun run = run_tlc(options);
    exit_code = run.exit_code;
    return read_report(run.output, run.exit_code);
  }
  std::string class_path;
  std::filesystem::path folder;
  int exit_code = -1;
};

TEST_F(TlcTakes, ModulesStepByStep) {
  for (const std::string& model : kModels) {
    SCOPED_TRACE(model);
    Case given(model);
    put(model + ".tla", contents(data(model + ".tla")));
    given.options.name = "Again";
    const std::string module = write(given.behavior, Format::Replay, given.options);
    put("Again.tla", module);
    put("Again.cfg", write_config(given.spec));
    const TlcReport report = run({"-config", "Again.cfg", "Again.tla"});
    EXPECT_EQ(exit_code, 0);
    EXPECT_EQ(report.depth, given.behavior.states.size() + (given.behavior.end == explore::Behavior::End::BackTo));
    // And refuses one with a state left out.
    RecordedBehavior damaged = given.behavior;
    if (damaged.states.size() < 3 || damaged.end != explore::Behavior::End::Finite) continue;
    damaged.states.erase(damaged.states.begin() + 1);
    put("Again.tla", write(damaged, Format::Replay, given.options));
    run({"-config", "Again.cfg", "Again.tla"});
    EXPECT_NE(exit_code, 0);
  }
}

TEST_F(TlcTakes, JsonWhereTheTypesSurvive) {
  size_t replayed = 0, refused = 0;
  for (const std::string& model : kModels) {
    SCOPED_TRACE(model);
    Case given(model);
    put(model + ".tla", contents(data(model + ".tla")));
    put(model + ".cfg", contents(data(model + ".cfg")));
    const std::string json = write(given.behavior, Format::TlcJson);
    put("trace.json", json);
    const TlcReport report = run({"-loadTrace", "json", "trace.json", "-config", model + ".cfg", model + ".tla"});
    const auto losses = lost(given.behavior, Format::TlcJson, json);
    const bool types_survive = std::none_of(
        losses.begin(), losses.end(), [](const std::string& loss) { return loss.starts_with("types of values"); });
    const bool whole = report.depth && *report.depth >= given.behavior.states.size();
    EXPECT_EQ(whole, types_survive);  // what we say is lost is what keeps TLC from replaying it
    ++(whole ? replayed : refused);
  }
  EXPECT_GT(replayed, 2);
  EXPECT_GT(refused, 2);
}

TEST_F(TlcTakes, SerializedValuesAndWritesThem) {
  using runtime::Value;
  const Value model_values[] = {runtime::model_value("P"), runtime::model_value("Q")};
  runtime::Context context;
  context.model_values = model_values;
  const uint32_t fields[] = {runtime::atom("name"), runtime::atom("of")};
  const Value parts[] = {runtime::string_value("a b"), runtime::make_set(context, model_values)};
  const Value results[] = {Value::integer(-4), Value::boolean(true)};
  const Value values[] = {runtime::make_record(context, fields, parts), runtime::make_interval(context, 2, 4),
                          runtime::make_function(context, runtime::make_set(context, model_values), results)};
  const Value v = runtime::make_tuple(context, values);
  put("ours", runtime::to_tlc_bytes(context, v, false));
  put("ours.gz", runtime::to_tlc_bytes(context, v, true));
  put("Serialized.tla", R"(---- MODULE Serialized ----
EXTENDS Integers, TLC, IOUtils
CONSTANTS P, Q
V == <<[name |-> "a b", of |-> {P, Q}], 2..4, P :> -4 @@ Q :> TRUE>>
ASSUME IODeserialize("ours", FALSE) = V /\ IODeserialize("ours.gz", TRUE) = V
ASSUME IOSerialize(V, "theirs", FALSE) /\ IOSerialize(V, "theirs.gz", TRUE)
====
)");
  put("Serialized.cfg", "CONSTANTS P = P Q = Q\n");
  run({"Serialized.tla"});
  EXPECT_EQ(exit_code, 0);
  for (const char* theirs : {"theirs", "theirs.gz"}) {
    EXPECT_TRUE(runtime::equal(context, runtime::from_tlc_bytes(context, contents(folder / theirs)), v)) << theirs;
  }
}

TEST_F(TlcTakes, ATimeoutEndsIt) {
  put("Endless.tla",
      "---- MODULE Endless ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = x + 1\n====\n");
  put("Endless.cfg", "INIT Init\nNEXT Next\n");
  TlcOptions options;
  options.class_path = class_path;
  options.folder = folder;
  options.arguments = {"-tool", "-noTE", "-metadir", (folder / "meta").string(), "Endless.tla"};
  options.timeout = std::chrono::seconds(3);
  const TlcRun run = run_tlc(options);
  EXPECT_TRUE(run.timed_out);
  EXPECT_NE(run.exit_code, 0);
}

TEST(ReadReport, KnowsWhatTlcSays) {
  const TlcReport report = read_report(contents(data("Counter.tool.out")), 12);
  EXPECT_EQ(report.verdict, explore::Verdict::InvariantViolated);
  EXPECT_EQ(report.violated, "Solvent");
  EXPECT_EQ(report.generated, 8);
  EXPECT_EQ(report.distinct, 8);
  EXPECT_EQ(report.queue, 5);
  EXPECT_EQ(report.depth, 3);
  EXPECT_TRUE(report.finished);
  ASSERT_EQ(report.behaviors.size(), 1);
  EXPECT_EQ(report.behaviors[0].states.size(), 3);
  const TlcReport assumption = read_report(contents(data("Premise.tool.out")), 10);
  EXPECT_EQ(assumption.verdict, explore::Verdict::AssumptionViolated);
  EXPECT_THAT(assumption.behaviors, IsEmpty());
}

}  // namespace
}  // namespace trestle::bridge
