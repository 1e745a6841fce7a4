---- MODULE Twins ----
\* Symmetry: what the twins do is the same up to their names.
EXTENDS Naturals, FiniteSets, TLC
CONSTANT Twin
VARIABLES asleep, turns
Init == asleep = {} /\ turns = [t \in Twin |-> 0]
Sleep(t) == t \notin asleep /\ asleep' = asleep \cup {t} /\ UNCHANGED turns
Wake(t) == t \in asleep /\ asleep' = asleep \ {t} /\ turns' = [turns EXCEPT ![t] = @ + 1]
Next == \E t \in Twin : Sleep(t) \/ Wake(t)
Symmetry == Permutations(Twin)
SomebodyAwake == Cardinality(asleep) < 2 \/ \A t \in Twin : turns[t] = 0
Bound == \A t \in Twin : turns[t] < 3
====
