---- MODULE AssignOnce ----
(* Why: how often a successor counts as generated: branches before all variables are assigned multiply it,
   branches after that are only a test. *)
EXTENDS Naturals

CONSTANT Variant

VARIABLES x, y

Init == x = 0 /\ y = 0

Step(v) == (v + 1) % 3

\* Two witnesses, each a successor of its own although equal.
BranchBefore == /\ \E w \in 1..2 : w > 0
                /\ x' = Step(x)
                /\ y' = y

\* All variables are assigned when the quantifier is reached: one successor.
BranchAfter == /\ x' = Step(x)
               /\ y' = y
               /\ \E w \in 1..2 : w > 0

\* Between the two assignments it still multiplies.
BranchBetween == /\ x' = Step(x)
                 /\ \/ x = x
                    \/ y = y
                    \/ TRUE
                 /\ y' = y

\* The right-hand disjunct is a test here: x' is already known.
TestOfPrimed == /\ x' \in 0..2
                /\ y' = Step(y)
                /\ x' # x \/ x' = 0

\* Parentheses change nothing: what comes later in the text is still a test.
Grouped == (x' = Step(x) /\ y' = x') /\ (x' = 1 \/ x' < 2 \/ y' = 0)

Next == CASE Variant = 1 -> BranchBefore
          [] Variant = 2 -> BranchAfter
          [] Variant = 3 -> BranchBetween
          [] Variant = 4 -> TestOfPrimed
          [] Variant = 5 -> Grouped
          [] OTHER -> BranchBefore \/ BranchAfter \/ BranchBetween \/ TestOfPrimed

Small == x \in 0..2 /\ y \in 0..2
====
expect AssignOnce.cfg
  verdict ok
  generated 76
  distinct 9
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AssignOnce.v1.cfg
  verdict ok
  generated 7
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AssignOnce.v2.cfg
  verdict ok
  generated 4
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AssignOnce.v3.cfg
  verdict ok
  generated 10
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AssignOnce.v4.cfg
  verdict ok
  generated 22
  distinct 9
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AssignOnce.v5.cfg
  verdict ok
  generated 2
  distinct 2
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
