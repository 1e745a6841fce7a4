---- MODULE FarApart ----
(* Why: numbers that lie far apart, so that a table of all between them would take more memory than there is. *)
EXTENDS Integers

VARIABLE x

Init == x = 0

Leap == \E d \in {-1, 5, 1000000000} : x' = (x + d) % 7
Step == x' = (x + 1) % 7

Next == Leap \/ Step
====
expect FarApart.cfg
  verdict ok
  generated 29
  distinct 7
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
