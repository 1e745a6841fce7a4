---- MODULE TLCValues ----
EXTENDS TLC, Integers, Sequences, FiniteSets

ASSUME Print("shown", 1 + 1) = 2 /\ PrintT("shown") /\ PrintT(<<1, {2}, "a">>)
ASSUME Assert(1 < 2, "never shown") = TRUE
ASSUME JavaTime > 1000000000 /\ JavaTime \in Nat

ASSUME (1 :> 2) = <<2>> /\ ("a" :> 2) = [a |-> 2] /\ (5 :> 2)[5] = 2
ASSUME (1 :> "a" @@ 2 :> "b") = <<"a", "b">> /\ (1 :> "a" @@ 1 :> "b") = <<"a">>
ASSUME [a |-> 1, b |-> 2] @@ [b |-> 3, c |-> 4] = [a |-> 1, b |-> 2, c |-> 4]
ASSUME <<>> @@ <<7>> = <<7>> /\ <<7>> @@ <<>> = <<7>>

ASSUME Permutations({}) = {<<>>} /\ Permutations({"x"}) = {[x |-> "x"]}
ASSUME Permutations({1, 2}) = {<<1, 2>>, <<2, 1>>} /\ Cardinality(Permutations(1 .. 4)) = 24

ASSUME SortSeq(<<3, 1, 2>>, <) = <<1, 2, 3>> /\ SortSeq(<<3, 1, 2>>, LAMBDA a, b : a > b) = <<3, 2, 1>>
ASSUME SortSeq(<<>>, <) = <<>> /\ SortSeq(<<2, 2, 1>>, <) = <<1, 2, 2>>
\* Stable for a strict order; equal elements change places under a reflexive one.
ASSUME SortSeq(<<<<1, "a">>, <<0, "b">>, <<1, "c">>>>, LAMBDA p, q : p[1] < q[1])
         = <<<<0, "b">>, <<1, "a">>, <<1, "c">>>>
ASSUME SortSeq(<<<<1, "a">>, <<0, "b">>, <<1, "c">>>>, LAMBDA p, q : p[1] <= q[1])
         = <<<<0, "b">>, <<1, "c">>, <<1, "a">>>>

ASSUME RandomElement({5}) = 5 /\ RandomElement(1 .. 9) \in 1 .. 9 /\ RandomElement([{1} -> {2}]) = <<2>>
ASSUME RandomElement([a : {1}, b : {2}]) = [a |-> 1, b |-> 2] /\ RandomElement({3} \X {4}) = <<3, 4>>
ASSUME 1 \in Any /\ "a" \in Any /\ {} \in Any

ASSUME ToString(1) = "1" /\ ToString(-5) = "-5" /\ ToString(TRUE) = "TRUE"
ASSUME ToString("a") = "\"a\"" /\ ToString("a\"b\\c") = "\"a\\\"b\\\\c\""
ASSUME ToString({}) = "{}" /\ ToString({2, 1}) = "{1, 2}" /\ ToString(1 .. 3) = "1..3"
ASSUME ToString(<<>>) = "<<>>" /\ ToString(<<1, "x">>) = "<<1, \"x\">>" /\ ToString([i \in 1 .. 2 |-> i]) = "<<1, 2>>"
ASSUME ToString([a |-> 1, b |-> <<{2}>>]) = "[a |-> 1, b |-> <<{2}>>]"
ASSUME ToString(1 :> 2 @@ 5 :> "x") = "(1 :> 2 @@ 5 :> \"x\")"
ASSUME ToString(SUBSET {1}) = "{{}, {1}}" /\ ToString([{1} -> {2}]) = "{<<2>>}" /\ ToString({1} \X {2}) = "{<<1, 2>>}"
ASSUME ToString([a : {1}]) = "{[a |-> 1]}" /\ ToString(BOOLEAN) = "{FALSE, TRUE}"
ASSUME ToString(Nat) = "Nat" /\ ToString(Int) = "Int" /\ ToString(STRING) = "STRING" /\ ToString(Seq({1})) = "Seq({1})"

ASSUME TLCEval({x \in 1 .. 5 : x > 3}) = {4, 5} /\ TLCEval([x \in 1 .. 2 |-> x])[2] = 2
ASSUME TLCSet(1, 10) /\ TLCGet(1) = 10 /\ TLCSet(1, TLCGet(1) + 1) /\ TLCGet(1) = 11
ASSUME TLCGet("level") = 0
====
