---- MODULE BagsValues ----
EXTENDS Bags, Integers

B == "a" :> 2 @@ "b" :> 1
ASSUME B = [a |-> 2, b |-> 1]

ASSUME IsABag(B) /\ IsABag(EmptyBag) /\ IsABag(<<1, 1>>)
ASSUME ~IsABag([a |-> 0]) /\ ~IsABag([a |-> -1]) /\ ~IsABag(3) /\ ~IsABag({1})
ASSUME BagToSet(B) = {"a", "b"} /\ BagToSet(EmptyBag) = {}
ASSUME SetToBag({"a", "b"}) = [a |-> 1, b |-> 1] /\ SetToBag({}) = EmptyBag /\ EmptyBag = <<>>
ASSUME BagIn("a", B) /\ ~BagIn("c", B) /\ CopiesIn("a", B) = 2 /\ CopiesIn("c", B) = 0
ASSUME B (+) [b |-> 3, c |-> 1] = [a |-> 2, b |-> 4, c |-> 1] /\ B (+) EmptyBag = B
ASSUME B (-) [a |-> 1, b |-> 5, c |-> 1] = [a |-> 1] /\ B (-) B = EmptyBag /\ EmptyBag (-) B = EmptyBag
ASSUME B \oplus B = [a |-> 4, b |-> 2] /\ B \ominus EmptyBag = B
ASSUME [a |-> 1] \sqsubseteq B /\ EmptyBag \sqsubseteq B /\ ~([a |-> 3] \sqsubseteq B) /\ ~([c |-> 1] \sqsubseteq B)
ASSUME BagUnion({B, [b |-> 1, c |-> 2]}) = [a |-> 2, b |-> 2, c |-> 2] /\ BagUnion({}) = EmptyBag
ASSUME BagUnion({B, [a |-> 2, b |-> 1]}) = B
ASSUME SubBag(B) = {<<>>, [a |-> 1], [a |-> 2], [b |-> 1], [a |-> 1, b |-> 1], B} /\ SubBag(EmptyBag) = {EmptyBag}
ASSUME BagOfAll(LAMBDA e : e = "a", B) = (TRUE :> 2 @@ FALSE :> 1)
ASSUME BagOfAll(LAMBDA e : IF e \in {} THEN "y" ELSE "x", B) = [x |-> 3] /\ BagOfAll(LAMBDA e : e, EmptyBag) = EmptyBag
ASSUME BagCardinality(B) = 3 /\ BagCardinality(EmptyBag) = 0
\* Bags brings TLC's operators along.
ASSUME ToString(1) = "1"
====
