// A first mapping from a spec and a log.
#include "validator/mapping/scaffold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/explore/toy.h"
#include "tests/trace/text_source.h"
#include "translator/diagnostics/diagnostic.h"
#include "validator/mapping/observe_file.h"

namespace trestle::mapping {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string draft(const std::string& log) {
  explore::Toy model({"memory", "msgs"});
  const auto nothing = [](const explore::Row&, const explore::Toy::Emit&) {};
  model.action("CastVote", {"p", "yes"}, nothing);
  model.action("Crash", {"p"}, nothing);
  model.action("Recover", {"p"}, nothing);
  trace::Trace trace = trace::trace_of({log}, trace::Order::File, {.members = {"who", "state", "kind"}});
  const std::string text = scaffold(model.signature(), trace);
  // Whatever could not be matched, it is a mapping.
  Diagnostics diagnostics;
  EXPECT_TRUE(parse_observe_file(std::make_shared<const Source>("draft.toml", text), diagnostics))
      << render(diagnostics) << text;
  return text;
}

TEST(Scaffold, NamesThatDifferInSpellingOnlyAreMatched) {
  const std::string text = draft("{\"event\":\"cast_vote\",\"state\":{\"P\":\"rm1\"},\"params\":{\"yes\":true}}\n");
  EXPECT_THAT(text, HasSubstr("\n[[event]]\nname = \"cast_vote\"\naction = 'CastVote(e.state.P, e.params.yes)'\n"));
  EXPECT_THAT(text, HasSubstr("e.state.P   for instance \"rm1\""));
}

TEST(Scaffold, WhatIsReadByNameNeedsNoRule) {
  const std::string text = draft("{\"event\":\"Crash\",\"params\":{\"p\":1}}\n");
  EXPECT_THAT(text, HasSubstr("read by name, without a rule"));
  EXPECT_THAT(text, Not(HasSubstr("name = \"Crash\"")));
}

TEST(Scaffold, ParametersByPositionAndNoneAtAllNeedNoRule) {
  const std::string text = draft("{\"event\":\"CastVote\",\"params\":[\"rm1\",true]}\n{\"event\":\"Crash\"}\n");
  EXPECT_THAT(text, HasSubstr("\"CastVote\" and its parameters, by position, are the spec's: read by name, without a rule."));
  EXPECT_THAT(text, HasSubstr("\"Crash\" is read by name, without a rule: any value of its parameters may be meant."));
  EXPECT_THAT(text, Not(HasSubstr("NOT MATCHED")));
}

TEST(Scaffold, WhatCannotBeMatchedIsNamed) {
  const std::string text =
      draft("{\"event\":\"Zzz\"}\n{\"event\":\"Recover\",\"who\":1}\n{\"event\":\"Recover\",\"who\":2}\n");
  EXPECT_THAT(text, HasSubstr("NOT MATCHED: no action of the spec has a name like \"Zzz\""));
  EXPECT_THAT(text, HasSubstr("NOT MATCHED: no field has the name of parameter p of Recover"));
  EXPECT_THAT(text, HasSubstr("# action = 'Recover(?p)'"));
  EXPECT_THAT(text, HasSubstr("# 2 events; fields:"));
  EXPECT_THAT(text, HasSubstr("no event of the sample was matched with: CastVote, Crash"));
  EXPECT_THAT(text, HasSubstr("Variables that no field has the name of: memory, msgs"));
}

}  // namespace
}  // namespace trestle::mapping
