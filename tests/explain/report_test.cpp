// What people and programs are told of a trace.
#include <regex>

#include <gtest/gtest.h>

#include "tests/explain/small_spec.h"
#include "validator/report/validate.h"

namespace trestle::explain {
namespace {

std::string text_of(const Held& held) {
  std::string text = report::to_text(held.result, held.explained, *held.model, {});
  return std::regex_replace(text, std::regex("[0-9.]+ s, [0-9,]+ events a second"), "TIME");
}

std::string json_of(const Held& held) {
  std::string json = report::to_json(held.result, held.explained, *held.model,
                                     {.spec = "Boxes.tla", .config = "Boxes.cfg", .engine = "evaluator", .seed = 7});
  return std::regex_replace(json, std::regex("\"seconds\":[0-9.e-]+"), "\"seconds\":0");
}

TEST(ValidateReport, AnAcceptedTrace) {
  Held held = hold(R"({"event":"Add","params":{"n":2},"after":[{"var":"count","value":2}]})"
                   "\n");
  EXPECT_EQ(text_of(held), R"(ok: the spec allows what was recorded: a behavior explains the event
warning: no event observes boxes: any value of it would pass unless another variable shows it

1 of 1 event explained, by 1 state at the end; 2 states met in all; TIME
)");
}

TEST(ValidateReport, ARejectedTrace) {
  Held held = hold(
      R"({"event":"Add","params":{"n":1}}
{"event":"Put","params":{"b":"left","x":3},"after":[{"var":"boxes","path":["left"],"op":"add","value":3}]}
{"event":"Take","params":{"b":"left","x":2}}
)");
  EXPECT_EQ(text_of(held), R"(rejected: no behavior of the spec explains Take(b |-> "left", x |-> 2) (a.ndjson:3)
warning: no event observes count: any value of it would pass unless another variable shows it

What would make the trace fit, the best first (40 edits tried, 1 event looked at):
  1. x should be 3, not 2, in Take(b |-> "left", x |-> 2) (a.ndjson:3)
     then the one event that is left is explained; the log or the mapping names the wrong thing, or
     the system acted on another one
  2. Put("left", 2) is missing before Take(b |-> "left", x |-> 2) (a.ndjson:3)
     then the one event that is left is explained; a line of the log was lost, or the system takes
     this step without logging it

The event that nothing explains:
  a.ndjson:3  Take(b |-> "left", x |-> 2)
  Take("left", 2)
    is not possible: this is false (line 20, col 6 to line 20, col 19 of module Boxes):
        x \in boxes[b]
      where x = 2
      where boxes[b] = {3}
      where boxes = [left |-> {3}, right |-> {}]
      where b = "left"
    possible instead: Take("left", 3)
      x   logged 2   spec 3

The last steps that are explained:
  a.ndjson:1  Add(n |-> 1)
      count = 1 (was 0)
  a.ndjson:2  Put(b |-> "left", x |-> 3)
      boxes.left: added 3

The state before the event:
    /\ count = 1
    /\ boxes = [left |-> {3}, right |-> {}]

What the spec allows there: Add(1), Add(2), Put("left", 1), Put("right", 1), Put("left", 2),
    Put("right", 2), Take("left", 3), Put("right", 3)

2 of 3 events explained, by 1 state at the end; 3 states met in all; TIME
)");
}

TEST(ValidateReport, Json) {
  Held held = hold(
      R"({"event":"Add","params":{"n":2},"after":[{"var":"count","value":2}]}
{"event":"Add","params":{"n":1},"after":[{"var":"count","value":9}]}
)");
  const std::string boxes =
      R"j("boxes":{"tla":"[left |-> {}, right |-> {}]","value":{"left":{"#set":[]},"right":{"#set":[]}}})j";
  const std::string zero = R"j({"count":{"tla":"0","value":0},)j" + boxes + "}";
  const std::string two = R"j({"count":{"tla":"2","value":2},)j" + boxes + "}";
  EXPECT_EQ(
      json_of(held),
      R"j({"verdict":"rejected","exit_code":20,"reason":"no behavior of the spec explains Add(n |-> 1) (a.ndjson:2)",)j"
      R"j("events":2,"explained":1,"frontier":1,"states":2,"seconds":0,"spec":"Boxes.tla","config":"Boxes.cfg",)j"
      R"j("engine":"evaluator","seed":7,"without_events":[],"violated":null,"unexplained":[{"event":"Add(n |-> 1)","name":"Add",)j"
      R"j("file":"a.ndjson","line":2,"candidates":[{"action":"Add","step":"Add(1)","location":{"module":"Boxes",)j"
      R"j("file":"Boxes.tla","begin_line":9,"begin_column":3,"end_line":11,"end_column":20},"state":0,"refused":null,)j"
      R"j("mismatches":[{"logged":"count' = 9","spec":"count' = 3"}],"instead":null}],)j"
      R"j("possible":["Add(1)","Put(\"left\", 1)",)j"
      R"j("Put(\"right\", 1)","Put(\"left\", 2)","Put(\"right\", 2)","Put(\"left\", 3)","Put(\"right\", 3)"]}],)j"
      R"j("edits":[{"kind":"field","cause":"wrong-value","text":"count' should be 3, not 9, in Add(n |-> 1) )j"
      R"j((a.ndjson:2)","at":{"event":"Add(n |-> 1)","node":"a.ndjson","file":"a.ndjson","line":2},"other":null,)j"
      R"j("step":null,"field":"count'","logged":"9","expected":"3","explains":1,"to_the_end":true}],)j"
      R"j("edits_tried":{"edits":27,"events_ahead":1,"all":true},"frontier_values":{"count":{"different":1,)j"
      R"j("values":["2"]},"boxes":{"different":1,"values":["[left |-> {}, right |-> {}]"]}},)j"
      R"j("frontier_states":[{"variables":)j" +
          two + R"j(}],"behavior":[{"event":null,"file":null,"line":0,"action":null,"variables":)j" + zero +
          R"j(},{"event":"Add(n |-> 2)","file":"a.ndjson","line":1,"action":"Add","variables":)j" + two +
          R"j(}],"warnings":[{"message":"no event observes boxes: any value of it would pass unless another variable )j"
          R"j(shows it","file":null,"line":0,"count":1}]})j");
}

}  // namespace
}  // namespace trestle::explain
