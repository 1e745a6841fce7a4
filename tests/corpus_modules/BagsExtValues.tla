---- MODULE BagsExtValues ----
EXTENDS BagsExt, Integers, Sequences, TLC

B == [a |-> 2, b |-> 1]

ASSUME BagAdd(B, "a") = [a |-> 3, b |-> 1] /\ BagAdd(B, "c") = [a |-> 2, b |-> 1, c |-> 1] /\ BagAdd(<<>>, "a") = [a |-> 1]
ASSUME BagRemove(B, "a") = [a |-> 1, b |-> 1] /\ BagRemove(B, "b") = [a |-> 2] /\ BagRemove(B, "c") = B
ASSUME BagRemoveAll(B, "a") = [b |-> 1] /\ BagRemoveAll(B, "c") = B /\ BagRemoveAll(<<>>, "a") = <<>>
ASSUME FoldBag(LAMBDA acc, x : acc \o x, "<", [a |-> 2]) = "<aa" /\ FoldBag(LAMBDA acc, x : Append(acc, x), <<0>>, <<>>) = <<0>>
ASSUME FoldBag(LAMBDA acc, x : Append(acc, x), <<>>, [x \in {1, 3} |-> IF x = 3 THEN 2 ELSE 1]) = <<1, 3, 3>>
ASSUME SumBag(3 :> 2 @@ 1 :> 1) = 7 /\ SumBag(<<>>) = 0 /\ ProductBag(3 :> 2 @@ 2 :> 1) = 18 /\ ProductBag(<<>>) = 1
ASSUME MapThenFoldBag(+, 0, LAMBDA x : x * x, LAMBDA S : CHOOSE x \in S : TRUE, 3 :> 2 @@ 1 :> 1) = 19
====
