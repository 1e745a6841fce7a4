---- MODULE Sieved ----
(* Why: quantifiers over filtered sets of sets within each other, of one kind of element and of two: what leaves elements of
   the inner set out depends on the outer one's. *)
EXTENDS Naturals, FiniteSets
CONSTANTS Old, New, Enough
VARIABLE round

Quorums(S) == {q \in SUBSET S : Cardinality(q) >= Enough}
Init == round = 0
Next == round < 3 /\ round' = round + 1
Meet == round < 9 /\ \A a \in {q \in SUBSET Old : Cardinality(q) >= Enough} :
                       \A b \in {q \in SUBSET Old : Cardinality(q) >= Enough} : a \cap b # {}
MeetNew == round < 9 /\ \A a \in {q \in SUBSET Old : Cardinality(q) >= Enough} :
                          \A b \in {q \in SUBSET New : Cardinality(q) >= Enough} : a \cap b # {}
Apart == round < 9 /\ \E a \in Quorums(Old) : \E b \in Quorums(New) : a \cap b = {}
Above == \A a \in Quorums(New) : \E b \in Quorums(Old) : \A n \in b : \E m \in a : m + round >= n
====
expect Sieved.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Sieved.few.cfg
  verdict invariant-violated
  violated Meet
  generated 1
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
