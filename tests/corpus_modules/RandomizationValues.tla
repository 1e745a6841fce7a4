---- MODULE RandomizationValues ----
EXTENDS Randomization, Integers, FiniteSets

ASSUME Cardinality(RandomSubset(3, 1 .. 10)) = 3 /\ RandomSubset(3, 1 .. 10) \subseteq 1 .. 10
ASSUME RandomSubset(0, 1 .. 10) = {} /\ RandomSubset(4, 1 .. 4) = 1 .. 4
ASSUME \A T \in RandomSetOfSubsets(5, 3, 1 .. 8) : T \subseteq 1 .. 8
ASSUME Cardinality(RandomSetOfSubsets(5, 3, 1 .. 8)) \in 1 .. 5
ASSUME LET counts == TestRandomSetOfSubsets(4, 2, 1 .. 6)
       IN DOMAIN counts = 1 .. 5 /\ \A i \in 1 .. 5 : counts[i] \in 1 .. 4
====
