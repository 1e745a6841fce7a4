---- MODULE Asserts ----
(* Why: Assert in an action and in an invariant ends the run, only when it is evaluated. *)
EXTENDS Naturals, TLC

VARIABLES x, y

Init == x = 0 /\ y = 0
Right == x' = x + 1 /\ Assert(x < 3 \/ y < 2, <<"too far", x, y>>) /\ y' = y
Upward == y < 3 /\ y' = y + 1 /\ x' = x
Next == x < 5 /\ (Right \/ Upward)

Fine == Assert(x + y < 20, "cannot happen")
Short == Assert(x # 3 \/ y # 1, "a place to avoid") /\ x < 9
====
expect Asserts.cfg
  verdict deadlock
  generated 27
  distinct 18
  depth 6
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Asserts.invariant.cfg
  verdict evaluation-failed
  generated 15
  distinct 12
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
