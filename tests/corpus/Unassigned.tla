---- MODULE Unassigned ----
(* Why: a step that leaves a variable without a value, or uses a primed variable before it has one, is an error, not a step. *)
EXTENDS Naturals

VARIABLES a, b

Init == a = 0 /\ b \in 0..2

Good == a' = (a + 1) % 4 /\ b' = b
Forgets == a = 3 /\ a' = 0
TooEarly == a = 2 /\ b' = a' + 1 /\ a' = 0
PartialInit == b \in 0..2 /\ b > 0
Next == Good
NextForgets == Good \/ (b = 1 /\ Forgets)
NextTooEarly == Good \/ (b = 2 /\ TooEarly)

Inv == a \in 0..3
====
expect Unassigned.cfg
  verdict ok
  generated 15
  distinct 12
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Unassigned.early.cfg
  verdict evaluation-failed
  generated 12
  distinct 12
  depth 4
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Unassigned.forgets.cfg
  verdict evaluation-failed
  generated 15
  distinct 12
  depth 4
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Unassigned.init.cfg
  verdict evaluation-failed
  tlc Version 2026.04.29.164809 (rev: cc6b616)
