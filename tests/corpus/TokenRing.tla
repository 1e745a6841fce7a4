---- MODULE TokenRing ----
(* Why: quantified fairness over a constant set, refinement of a one-line specification, and a ring that heals. *)
EXTENDS Naturals, FiniteSets

CONSTANT N
VARIABLES num, busy
vars == <<num, busy>>
Node == 0..N - 1
Has(i) == IF i = 0 THEN num[0] = num[N - 1] ELSE num[i] # num[i - 1]
Init == num \in [Node -> 0..N - 1] /\ busy = [i \in Node |-> FALSE]
Pass(i) == /\ Has(i) /\ ~busy[i]
           /\ num' = [num EXCEPT ![i] = IF i = 0 THEN (@ + 1) % N ELSE num[i - 1]]
           /\ UNCHANGED busy
Start(i) == Has(i) /\ ~busy[i] /\ busy' = [busy EXCEPT ![i] = TRUE] /\ UNCHANGED num
Stop(i) == busy[i] /\ busy' = [busy EXCEPT ![i] = FALSE] /\ UNCHANGED num
Next == \E i \in Node : Pass(i) \/ Start(i) \/ Stop(i)
Spec == Init /\ [][Next]_vars /\ \A i \in Node : WF_vars(Pass(i)) /\ WF_vars(Stop(i))
StrongSpec == Init /\ [][Next]_vars /\ \A i \in Node : SF_vars(Pass(i)) /\ WF_vars(Stop(i))

Holders == {i \in Node : Has(i)}
SomeHolder == Holders # {}
Heals == <>[](Cardinality(Holders) = 1)
Visits == \A i \in Node : []<>Has(i)
Counter == INSTANCE TokenRingCount WITH tokens <- Cardinality(Holders)
NeverMore == Counter!Spec
====
expect TokenRing.cfg
  verdict ok
  generated 480
  distinct 150
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect TokenRing.weak.cfg
  verdict property-violated
  violated Heals
  generated 480
  distinct 150
  depth 5
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
