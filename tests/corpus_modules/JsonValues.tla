---- MODULE JsonValues ----
EXTENDS Json, IOUtils, TLC, Integers, Sequences

ASSUME ToJson(1) = "1" /\ ToJson(-5) = "-5" /\ ToJson(TRUE) = "true" /\ ToJson("a") = "\"a\""
ASSUME ToJson("q\"uote/b\\<>&'") = "\"q\\\"uote/b\\\\<>&'\"" /\ ToJson("a\n\tb") = "\"a\\n\\tb\""
ASSUME ToJson(<<1, "x">>) = "[1,\"x\"]" /\ ToJson({2, 1}) = "[1,2]" /\ ToJson(1 .. 3) = "[1,2,3]"
ASSUME ToJson([a |-> 1, b |-> [c |-> <<>>]]) = "{\"a\":1,\"b\":{\"c\":[]}}"
ASSUME ToJson(1 :> 2 @@ 3 :> 4) = "{\"1\":2,\"3\":4}" /\ ToJson([i \in 1 .. 2 |-> i]) = "[1,2]"
ASSUME ToJson(<<>>) = "[]" /\ ToJson({}) = "[]" /\ ToJson([x \in {} |-> 1]) = "[]"
ASSUME ToJsonArray(<<1, 2>>) = "[1,2]" /\ ToJsonArray({3, 1}) = "[1,3]"
ASSUME ToJsonObject([a |-> {1}]) = "{\"a\":[1]}" /\ ToJsonObject(2 :> 3) = "{\"2\":3}"
\* As an object, a sequence counts from 0.
ASSUME ToJsonObject(<<7, 8>>) = "{\"0\":7,\"1\":8}" /\ ToJsonObject(<<>>) = "{}"

ASSUME JsonSerialize("JsonValues.json", [a |-> <<1, "b">>, c |-> {2}])
ASSUME JsonDeserialize("JsonValues.json") = [a |-> <<1, "b">>, c |-> <<2>>]
ASSUME ndJsonSerialize("JsonValues.ndjson", <<[a |-> 1], 2, "x", <<TRUE>>>>)
ASSUME ndJsonDeserialize("JsonValues.ndjson") = <<[a |-> 1], 2, "x", <<TRUE>>>>
ASSUME IOExec(<<"rm", "JsonValues.json", "JsonValues.ndjson">>).exitValue = 0
====
