---- MODULE BeyondConstraint ----
(* Why: what no successor of a state outside the constraint is asked for. From there on the next step would take
   2^60 sets, whoever looks at states to learn what values are like included. *)
EXTENDS Integers, FiniteSets

VARIABLES n, chosen

Init == n = 0 /\ chosen = {}

Next ==
  /\ n' = n + 1
  /\ \E t \in SUBSET (1..(IF n < 3 THEN 3 ELSE 60)) :
       /\ n < 3 \/ Cardinality(t) > 60
       /\ Cardinality(t) <= n
       /\ chosen' = t

Near == n < 3
====
expect BeyondConstraint.cfg
  verdict ok
  generated 34
  distinct 6
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
