// Explanations of traces whose events speak about the spec by way of a mapping.
#include <optional>

#include <gtest/gtest.h>

#include "tests/trace/text_source.h"
#include "translator/core/lower.h"
#include "translator/evaluator/evaluator.h"
#include "translator/modules/resolve.h"
#include "translator/syntax/parse.h"
#include "validator/explain/explain.h"
#include "validator/mapping/lower_rules.h"
#include "validator/mapping/observed.h"
#include "validator/mapping/shown.h"

namespace trestle::explain {
namespace {

constexpr const char* kPurse = R"(---- MODULE Purse ----
EXTENDS Naturals
VARIABLES coins, notes
Init == coins = 0 /\ notes = 0
Earn(n) == coins' = coins + n /\ UNCHANGED notes
Spend(n) == n <= coins /\ coins' = coins - n /\ UNCHANGED notes
Change == coins >= 10 /\ coins' = coins - 10 /\ notes' = notes + 1
Next == (\E n \in 1..10 : Earn(n) \/ Spend(n)) \/ Change
====
)";
constexpr const char* kRules = R"(
[[event]]
name = "got"
action = 'Earn(e.amount)'
after = "coins' = e.left"
[[event]]
name = "paid"
action = 'Spend(e.amount)'
)";

struct Mapped {
  std::shared_ptr<const modules::Module> module;
  std::optional<ast::ConfigFile> config;
  std::unique_ptr<runtime::Model> spec;
  mapping::ObserveFile file;
  std::unique_ptr<mapping::ObservedModel> model;
  explore::ValidateResult result;
  Edits edits;

  explicit Mapped(const std::string& text) {
    Diagnostics diagnostics;
    modules::FileLoader loader({});
    module = modules::resolve(loader, std::make_shared<const Source>("Purse.tla", kPurse), diagnostics);
    config = syntax::parse_config(std::make_shared<const Source>("Purse.cfg", "INIT Init NEXT Next"), diagnostics);
    spec = evaluator::make_model(core::lower(module, *config, diagnostics));
    file = *mapping::parse_observe_file(std::make_shared<const Source>("purse.observe.toml", kRules), diagnostics);
    const auto lowered = mapping::lower_rules(file, module, *config, diagnostics);
    EXPECT_FALSE(diagnostics.has_errors()) << render(diagnostics);
    const auto make = [lowered](const runtime::Layout& layout) { return evaluator::make_model(lowered, layout); };
    model = std::make_unique<mapping::ObservedModel>(*spec, make, file);
    const mapping::EventUse use(*lowered, file.source->name());
    mapping::ByFile by_file(*model, file, use,
                            {.hidden = {}, .stuttering = {}, .is_model_value = [](std::string_view) { return false; }});
    trace::ReadOptions reading;
    reading.members = use.members();
    trace::Trace trace = trace::trace_of({text}, trace::Order::File, reading);
    explore::ValidateOptions options;
    options.keep_window = true;
    result = explore::validate(*model, trace, by_file, options);
    edits = find_edits(*model, result.window);
  }

  std::string first() const {
    if (edits.best.empty()) return "none";
    return std::string(to_string(edits.best[0].cause)) + ": " + edits.best[0].text(result.window);
  }
};

const std::string kGot = R"({"event":"got","amount":5,"left":5})"
                         "\n";
const std::string kPaid = R"({"event":"paid","amount":2})"
                          "\n";
const std::string kGotMore = R"({"event":"got","amount":4,"left":7})"
                             "\n";

TEST(Mapped, AMemberOfTheEvent) {
  const Mapped mapped(R"({"event":"got","amount":10,"left":10}
{"event":"paid","amount":9}
{"event":"got","amount":4,"left":12}
)" + kPaid + R"({"event":"got","amount":1,"left":11}
)");
  ASSERT_EQ(mapped.result.verdict, explore::Verdict::Rejected);
  EXPECT_EQ(mapped.first(), "mapping: e.amount should be 2, not 9, in paid (a.ndjson:2)");
}

// What was seen is compared with what the states after the action have, however far that is from what was logged.
TEST(Mapped, AValueThatWasSeen) {
  const Mapped mapped(R"({"event":"got","amount":5,"left":500}
)" + kPaid + kGotMore);
  ASSERT_EQ(mapped.result.verdict, explore::Verdict::Rejected);
  EXPECT_EQ(mapped.first(), "wrong-value: e.left should be 5, not 500, in got (a.ndjson:1)");
}

// All that their lines say is in the record that the rule reads: the events look alike without it.
TEST(Mapped, LinesOfOneNameThatHaveChangedPlaces) {
  const Mapped mapped(kGot + R"({"event":"got","amount":3,"left":12}
{"event":"got","amount":4,"left":9}
)" + kPaid);
  ASSERT_EQ(mapped.result.verdict, explore::Verdict::Rejected);
  EXPECT_EQ(mapped.first(), "log-order: got (a.ndjson:2) and got (a.ndjson:3) have changed places");
}

TEST(Mapped, AStepThatTheLogHasARuleForWasLost) {
  const Mapped mapped(kGot + kGotMore + kPaid +
                      R"({"event":"got","amount":1,"left":6})"
                      "\n");
  ASSERT_EQ(mapped.result.verdict, explore::Verdict::Rejected);
  bool proposed = false;
  for (const Edit& edit : mapped.edits.best) {
    if (edit.step != "Spend(2)") continue;
    proposed = true;
    EXPECT_EQ(edit.cause, Cause::LostLine);
    EXPECT_TRUE(edit.to_the_end);
  }
  EXPECT_TRUE(proposed) << mapped.first();
}

// What a rule says of the state after the step counts as the event showing it.
TEST(Mapped, StrengthKnowsWhatRulesShow) {
  const Mapped mapped(kGot + kPaid);
  ASSERT_EQ(mapped.result.verdict, explore::Verdict::Ok) << mapped.result.reason;
  Diagnostics diagnostics;
  const auto given = mapping::lower_rules(mapping::with_given_steps(mapped.file, mapped.spec->signature()),
                                          mapped.module, *mapped.config, diagnostics);
  ASSERT_TRUE(given) << render(diagnostics);
  mapping::Shown shown(
      *mapped.model, [given](const runtime::Layout& layout) { return evaluator::make_model(given, layout); }, mapped.file);
  const Strength found = strength(*mapped.model, mapped.result,
                                  [&](const explore::WindowEvent& event, const State& before, const State& after) {
                                    return shown.accepts(event.reading, before.data(), after.data());
                                  });
  ASSERT_EQ(found.events.size(), 2u);
  EXPECT_EQ(found.events[0].event, "got");
  const Noticed& after_got = found.events[0].variables.at(0);
  EXPECT_EQ(after_got.name, "coins");
  EXPECT_EQ(after_got.at_once, after_got.tried);
  const Noticed& after_paid = found.events[1].variables.at(0);
  EXPECT_EQ(after_paid.at_once, 0u) << "that rule shows nothing";
}

}  // namespace
}  // namespace trestle::explain
