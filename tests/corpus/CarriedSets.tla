------------------------------ MODULE CarriedSets ------------------------------
\* Messages that carry sets of more than a dozen values, and what is done in TLC's order of such sets.
EXTENDS Integers, FiniteSets
VARIABLES known, net
vars == <<known, net>>

Nodes == 1..2
Values == 1..14
Init == known = [n \in Nodes |-> {}] /\ net = {}

Learn == \E n \in Nodes : \E v \in {n, n + 12} : v \notin known[n] /\ known' = [known EXCEPT ![n] = @ \cup {v}] /\ UNCHANGED net
Send == \E n \in Nodes : known[n] # {} /\ Cardinality(net) < 2 /\ net' = net \cup {[from |-> n, seen |-> known[n]]} /\ UNCHANGED known
Merge == \E m \in net : known' = [known EXCEPT ![3 - m.from] = @ \cup m.seen] /\ net' = net \ {m}
Lose == Cardinality(net) = 2 /\ net' = {CHOOSE m \in net : TRUE} /\ UNCHANGED known
Forget == \E m \in net : Cardinality(m.seen) = 3 /\ known' = [known EXCEPT ![m.from] = Values \ m.seen] /\ net' = {}
Next == Learn \/ Send \/ Merge \/ Lose \/ Forget
Spec == Init /\ [][Next]_vars

Known == known \in [Nodes -> SUBSET Values] /\ net \subseteq [from : Nodes, seen : SUBSET Values]
Some == Cardinality(known[1] \cap known[2]) < 3
================================================================================
expect CarriedSets.cfg
  verdict ok
  generated 34772
  distinct 8731
  depth 22
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect CarriedSets.some.cfg
  verdict invariant-violated
  violated Some
  generated 813
  distinct 374
  depth 8
  trace 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
