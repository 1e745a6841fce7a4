---- MODULE Crossing ----
(* Why: the smallest ordinary model: two variables, string values, CASE, an invariant that holds, no deadlock. *)
EXTENDS Naturals

VARIABLES light, waiting

Successor(colour) == CASE colour = "red"    -> "green"
                       [] colour = "green"  -> "amber"
                       [] colour = "amber"  -> "red"

Init == light = "red" /\ waiting = 0

Arrive == waiting < 4 /\ waiting' = waiting + 1 /\ UNCHANGED light
Leave  == light = "green" /\ waiting > 0 /\ waiting' = waiting - 1 /\ light' = light
Change == light' = Successor(light) /\ waiting' = waiting

Next == Arrive \/ Leave \/ Change

TypeOK == light \in {"red", "green", "amber"} /\ waiting \in 0..4
====
expect Crossing.cfg
  verdict ok
  generated 32
  distinct 15
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
