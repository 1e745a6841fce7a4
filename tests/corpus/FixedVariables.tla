---------------------------- MODULE FixedVariables ----------------------------
(* Why: fairness and ENABLED of an instance in which a constant is put for a variable, or one variable for two: each
   is free under ENABLED, also in the subscript. *)
EXTENDS Naturals
VARIABLE turn

Init == turn = 0
Next == turn' = 1 - turn
Spec == Init /\ [][Next]_turn

----------------------------- MODULE Switch -----------------------------
EXTENDS Naturals
VARIABLES error, lamp
On == error = 0 /\ error' = 1 /\ lamp' = lamp
Can == ENABLED On
CanChange == ENABLED <<On>>_<<error, lamp>>
Fair == SF_<<error, lamp>>(On)
=========================================================================

Fixed == INSTANCE Switch WITH error <- 0, lamp <- turn
Twice == INSTANCE Switch WITH error <- turn, lamp <- turn
Still == INSTANCE Switch WITH error <- 1, lamp <- 2

CanFixed == Fixed!Can /\ Fixed!CanChange
CannotStill == ~Still!Can /\ ~Still!CanChange
CanTwice == Twice!CanChange <=> turn = 0
FixedFair == Fixed!Fair
TwiceFair == Twice!Fair
StillFair == Still!Fair
==============================================================================
expect FixedVariables.cfg
  verdict ok
  generated 3
  distinct 2
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FixedVariables.fixed.cfg
  verdict property-violated
  violated FixedFair
  generated 3
  distinct 2
  depth 2
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FixedVariables.twice.cfg
  verdict property-violated
  violated TwiceFair
  generated 3
  distinct 2
  depth 2
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
