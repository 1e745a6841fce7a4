---- MODULE LeakyBucket ----
(* Why: a counterexample of breadth-first search with one worker: its length and the counts at the stop are determined. *)
EXTENDS Naturals

VARIABLES level, inflow

Init == level \in 0..2 /\ inflow = 1

Open  == inflow < 3 /\ inflow' = inflow + 1 /\ UNCHANGED level
Close == inflow > 0 /\ inflow' = inflow - 1 /\ UNCHANGED level
Fill  == level' = level + inflow /\ UNCHANGED inflow
Leak  == level > 0 /\ level' = level - 1 /\ UNCHANGED inflow

Next == Open \/ Close \/ Fill \/ Leak

TypeOK == level \in Nat /\ inflow \in 0..3
NeverOverflows == level < 9
====
expect LeakyBucket.cfg
  verdict invariant-violated
  violated NeverOverflows
  generated 86
  distinct 32
  depth 6
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
