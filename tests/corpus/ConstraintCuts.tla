---- MODULE ConstraintCuts ----
(* Why: a state outside the CONSTRAINT is still checked against the invariants, counted as generated, never as distinct,
   and its presence keeps the state before it from being a deadlock. *)
EXTENDS Naturals

VARIABLES up, across

Init == up \in 0..1 /\ across = 0

Climb == up' = up + 1 /\ across' = across
Walk == up' = up /\ across' = across + 1
Next == Climb \/ Walk

Near == up + across <= 5
Narrow == across < 4

Calm == up <= 6
Strict == up <= 5
====
expect ConstraintCuts.beyond.cfg
  verdict invariant-violated
  violated Strict
  generated 31
  distinct 18
  depth 5
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ConstraintCuts.cfg
  verdict ok
  generated 38
  distinct 18
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
