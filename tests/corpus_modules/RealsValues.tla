---- MODULE RealsValues ----
EXTENDS Reals

\* Real, / and Infinity have no value for a model checker; what Integers has does.
Half(x) == x / 2
Bounded(x) == x \in Real /\ x < Infinity

ASSUME 3 \in Int /\ -1 < 1
ASSUME [x \in {1} |-> FALSE => Bounded(x)] = [x \in {1} |-> TRUE]
====
