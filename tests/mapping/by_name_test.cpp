#include "validator/mapping/by_name.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "tests/trace/text_source.h"
#include "translator/runtime/print.h"

namespace trestle::mapping {
namespace {

class ByNameTest : public testing::Test {
 protected:
  ByNameTest() : model_({"memory", "msgs"}) {
    const auto nothing = [](const explore::Row&, const explore::Toy::Emit&) {};
    model_.action("Vote", {"p", "yes"}, nothing);
    model_.action("Crash", {"p"}, nothing);
    model_.edit().outer_actions.push_back({"VoteYes", {"p"}, {}});
  }

  // Reads the events of a file; what is wrong with one is in `error_`.
  void read(const std::string& text, ByNameOptions options = {}) {
    error_.clear();
    readings_.clear();
    ByName mapping(model_.signature(), std::move(options));
    try {
      trace_.emplace(trace::trace_of({text}));
      trace::Cut cut;
      while (auto chain = trace_->first_enabled(cut)) {
        readings_.push_back(mapping.read(context_, *trace_->event(*chain, cut[*chain]), *trace_));
        cut = cut.after(*chain);
      }
      mapping.finish(trace_->warnings(), true);
    } catch (const trace::TraceError& error) {
      error_ = error.what();
    }
  }
  std::vector<std::string> warnings() {
    std::vector<std::string> texts;
    for (const trace::Warning& warning : trace_->warnings().all()) texts.push_back(warning.message);
    return texts;
  }
  static std::string arguments(const explore::Candidate& candidate) {
    std::string text;
    for (runtime::Value value : candidate.arguments) text += (value.defined() ? runtime::to_string(value) : "_") + " ";
    return text;
  }

  explore::Toy model_;
  runtime::Context context_;
  std::optional<trace::Trace> trace_;
  std::vector<explore::Reading> readings_;
  std::string error_;
};

TEST_F(ByNameTest, ParametersAreFoundByName) {
  read("{\"event\":\"Vote\",\"params\":{\"yes\":true,\"p\":\"rm1\"}}\n");
  ASSERT_EQ(error_, "");
  ASSERT_EQ(readings_[0].candidates.size(), 1u);
  EXPECT_EQ(readings_[0].candidates[0].action, 0u);
  EXPECT_EQ(arguments(readings_[0].candidates[0]), "\"rm1\" TRUE ");
  EXPECT_FALSE(readings_[0].stutters);
}

TEST_F(ByNameTest, AnEventMayNameADefinitionAroundAnAction) {
  read("{\"event\":\"VoteYes\",\"params\":{\"p\":\"rm1\"}}\n");
  ASSERT_EQ(error_, "");
  ASSERT_EQ(readings_[0].candidates.size(), 1u);
  EXPECT_EQ(readings_[0].candidates[0].action, 2u);
}

TEST_F(ByNameTest, AStringIsAModelValueWhereTheConfigurationDeclaresOne) {
  ByNameOptions options;
  options.is_model_value = [](std::string_view name) { return name == "rm1"; };
  read("{\"event\":\"Crash\",\"params\":{\"p\":\"rm1\"}}\n{\"event\":\"Crash\",\"params\":{\"p\":\"rm2\"}}\n", options);
  EXPECT_EQ(arguments(readings_[0].candidates[0]), "rm1 ");
  EXPECT_EQ(arguments(readings_[1].candidates[0]), "\"rm2\" ");
}

TEST_F(ByNameTest, WhatIsNotLoggedIsLeftOpenWithAWarning) {
  read("{\"event\":\"Vote\",\"params\":{\"p\":\"rm1\"}}\n{\"event\":\"Vote\"}\n");
  EXPECT_EQ(arguments(readings_[0].candidates[0]), "\"rm1\" _ ");
  EXPECT_EQ(arguments(readings_[1].candidates[0]), "_ _ ");
  EXPECT_EQ(warnings()[0], "event \"Vote\" does not say what parameter \"yes\" was: every value is tried");
}

TEST_F(ByNameTest, WhatNothingReadsIsWarnedOf) {
  read("{\"event\":\"Crash\",\"params\":{\"p\":\"rm1\",\"q\":1}}\n");
  EXPECT_EQ(
      warnings()[0],
      "parameter \"q\" of event \"Crash\": the action has no such parameter, so nothing reads it; did you mean \"p\"?");
}

// Behind an event that has them right, too.
TEST_F(ByNameTest, ParametersAreComparedWhereverTheyDiffer) {
  const std::string right = "{\"event\":\"Crash\",\"params\":{\"p\":\"rm1\"}}\n";
  read(right + "{\"event\":\"Crash\",\"params\":{\"q\":\"rm1\"}}\n" + right + "{\"event\":\"Crash\",\"params\":{\"q\":\"rm2\"}}\n");
  EXPECT_EQ(error_, "");
  const std::vector<std::string> told = warnings();
  const auto unknown = [](const std::string& warning) { return warning.find("no such parameter") != std::string::npos; };
  EXPECT_EQ(std::count_if(told.begin(), told.end(), unknown), 1);
  read("{\"event\":\"Crash\",\"params\":[\"rm1\"]}\n{\"event\":\"Crash\",\"params\":[\"rm1\",99]}\n");
  EXPECT_NE(error_.find(":2"), std::string::npos) << error_;
  EXPECT_NE(error_.find("has 2 arguments, and the action has 1 parameters"), std::string::npos) << error_;
}

TEST_F(ByNameTest, UnknownNamesAreLocatedErrors) {
  read("{\"event\":\"Crsh\"}\n");
  EXPECT_EQ(error_, "a.ndjson:1: \"event\": the spec has no action \"Crsh\"; did you mean \"Crash\"?");
  read("{\"event\":\"Crash\",\"after\":[{\"var\":\"memory\",\"value\":1},{\"var\":\"msg\",\"value\":1}]}\n");
  EXPECT_EQ(error_, "a.ndjson:1: \"after[1].var\": the spec has no variable \"msg\"; did you mean \"msgs\"?");
  read("{\"event\":\"Crash\",\"params\":{\"p\":{\"#map\":[[1,2],[1,3]]}}}\n");
  EXPECT_EQ(error_, "a.ndjson:1: \"params.p\": a #map has the argument 1 twice");
}

TEST_F(ByNameTest, ObservationsNameVariables) {
  read(
      "{\"event\":\"Crash\",\"before\":[{\"var\":\"msgs\",\"value\":1}],\"after\":[{\"var\":\"memory\",\"value\":2}]}"
      "\n");
  ASSERT_EQ(readings_[0].checks.size(), 2u);
  EXPECT_EQ(readings_[0].checks[0].variable, 1u);
  EXPECT_FALSE(readings_[0].checks[0].after);
  EXPECT_EQ(readings_[0].checks[1].variable, 0u);
  EXPECT_TRUE(readings_[0].checks[1].after);
}

TEST_F(ByNameTest, VariablesThatNoEventObservesAreNamed) {
  read("{\"event\":\"Crash\",\"params\":{\"p\":1},\"after\":[{\"var\":\"memory\",\"value\":2}]}\n");
  EXPECT_EQ(warnings(), std::vector<std::string>{
                            "no event observes msgs: any value of it would pass unless another variable shows it"});
}

TEST_F(ByNameTest, StutteringEventsStandForNoAction) {
  ByNameOptions options;
  options.stuttering = {"Heartbeat", "Crash"};
  read("{\"event\":\"Heartbeat\"}\n{\"event\":\"Crash\"}\n", options);
  ASSERT_EQ(error_, "");
  for (const explore::Reading& reading : readings_) {
    EXPECT_TRUE(reading.stutters);
    EXPECT_TRUE(reading.candidates.empty());
  }
}

TEST_F(ByNameTest, HiddenActionsHaveToExist) {
  EXPECT_EQ(ByName(model_.signature(), {.hidden = {"Crash"}, .stuttering = {}}).hidden(),
            std::vector<runtime::ActionId>{1});
  try {
    ByName(model_.signature(), {.hidden = {"Crahs"}, .stuttering = {}});
    ADD_FAILURE() << "accepted";
  } catch (const MappingError& error) {
    EXPECT_STREQ(error.what(), "hidden action \"Crahs\": the spec has no such action; did you mean \"Crash\"?");
  }
}

}  // namespace
}  // namespace trestle::mapping
