--------------------------- MODULE CountedSteps ---------------------------
(* A constraint and an action constraint that count how often they are asked: *)
(* once for each step that Next gives, also where several of them are the same. *)
EXTENDS Naturals, TLC

VARIABLE x

Init == TLCSet(1, 0) /\ TLCSet(2, 0) /\ x = 0

Next == \/ /\ \/ x < 4
              \/ x # 2
              \/ x > 0
           /\ x' = (x + 1) % 5
        \/ \E i \in {1, 2, 3} : x < i /\ x' = 4
        \/ x = 3 /\ x' = 3

States == TLCSet(1, TLCGet(1) + 1)

Steps == TLCSet(2, TLCGet(2) + 1)

Counted == PrintT(<<TLCGet(1), TLCGet(2)>>) /\ TLCGet(1) = TLCGet("stats").generated /\ TLCGet(2) = TLCGet(1) - 1
===========================================================================
expect CountedSteps.cfg
  verdict ok
  generated 20
  distinct 5
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
