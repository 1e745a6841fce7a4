---- MODULE QuorumValues ----
EXTENDS Quorum, FiniteSets, Integers

Majorities == {Q \in SUBSET (1 .. 3) : Cardinality(Q) >= 2}

ASSUME QuorumSystem({}) = {} /\ QuorumSystem({1}) = {{{1}}}
ASSUME Majorities \in QuorumSystem(1 .. 3) /\ {1 .. 3} \in QuorumSystem(1 .. 3)
ASSUME {{1, 2}} \notin QuorumSystem(1 .. 3) /\ {{1}, {2}, {1, 2}} \notin QuorumSystem({1, 2})
ASSUME QuorumSystem({1, 2}) = {{{1, 2}}, {{1}, {1, 2}}, {{2}, {1, 2}}}
====
