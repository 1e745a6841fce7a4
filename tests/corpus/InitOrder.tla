---- MODULE InitOrder ----
(* Why: the order of conjuncts in an initial predicate and an action decides whether a name has a value already;
   each .cfg is one order. *)
EXTENDS Naturals

CONSTANT Order
VARIABLES x, y

Init == CASE Order = "good"   -> x \in 0..2 /\ y = x + 1
          [] Order = "bad"    -> y = x + 1 /\ x \in 0..2
          [] Order = "branch" -> \/ y = 2 /\ x = 0
                                 \/ x = 1 /\ y \in {x, x + 2}
          [] Order = "filter" -> x \in 0..2 /\ x # 1 /\ y \in {x} /\ y = x /\ y < 2
Next == /\ x' \in {y, x} /\ x' < 4
        /\ y' = (x' + y) % 4
        /\ x' # y' \/ x = 0
Bounded == x \in 0..3 /\ y \in 0..3
====
expect InitOrder.bad.cfg
  verdict evaluation-failed
  generated 0
  distinct 0
  depth 0
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect InitOrder.branch.cfg
  verdict ok
  generated 14
  distinct 9
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect InitOrder.cfg
  verdict ok
  generated 17
  distinct 10
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect InitOrder.filter.cfg
  verdict ok
  generated 2
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
