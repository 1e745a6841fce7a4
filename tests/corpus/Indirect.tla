---- MODULE Indirect ----
(* Why: variables given values by way of definitions, LET, recursive operators and functions whose values are actions. *)
EXTENDS Integers
VARIABLES left, right, turn

here == left
there == right'

Put[n \in 0 .. 2] == right' = n /\ UNCHANGED <<left, turn>>
RECURSIVE Step(_, _, _)
Step(v, from, n) == IF n = 0 THEN v = from ELSE Step(v, from + 1, n - 1)

Init == Step(left, 0, 2) /\ here = 2 /\ right \in 0 .. 1 /\ turn = 0
Walk == turn = 0 /\ there = right + 1 /\ right < 3 /\ UNCHANGED here /\ turn' = 1
Jump == turn = 1 /\ Step(left', 1, 2) /\ turn' = 0 /\ UNCHANGED right
Back == turn = 1 /\ here' \in {1, 2} /\ (LET t == turn' IN t) = 0 /\ there = 0
Next == Walk \/ Jump \/ Back \/ \E n \in 1 .. 2 : turn = 0 /\ Put[n]
CanWalk == turn = 0 /\ right < 3 => ENABLED ((LET r == right' IN r) = right + 1 /\ UNCHANGED left)
====
expect Indirect.cfg
  verdict ok
  generated 52
  distinct 17
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
