---- MODULE FiniteSetsValues ----
EXTENDS FiniteSets, Integers, Sequences

ASSUME Cardinality({}) = 0 /\ Cardinality({1, 2, 1}) = 2 /\ Cardinality({{}, {1}}) = 2
ASSUME Cardinality(5 .. 9) = 5 /\ Cardinality(9 .. 5) = 0
ASSUME Cardinality(SUBSET (1 .. 10)) = 1024 /\ Cardinality(SUBSET (1 .. 20)) = 1048576
ASSUME Cardinality([1 .. 3 -> 1 .. 4]) = 64 /\ Cardinality([a : {1, 2}, b : {3}]) = 2
ASSUME Cardinality({1, 2} \X {3, 4, 5}) = 6 /\ Cardinality(BOOLEAN) = 2
ASSUME Cardinality({x \in 1 .. 10 : x % 3 = 0}) = 3 /\ Cardinality({x % 3 : x \in 1 .. 10}) = 3
ASSUME Cardinality(UNION {1 .. 3, 2 .. 5}) = 5 /\ Cardinality((1 .. 3) \cup (2 .. 5)) = 5
ASSUME IsFiniteSet({}) /\ IsFiniteSet({1, 2}) /\ IsFiniteSet(1 .. 1000) /\ IsFiniteSet(SUBSET {1})
ASSUME ~IsFiniteSet(Nat) /\ ~IsFiniteSet(Int) /\ ~IsFiniteSet(Seq({1}))
====
