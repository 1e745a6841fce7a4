---- MODULE SwitchedOff ----
(* Why: operators with parameters that the .cfg gives a value, whatever they are applied to: actions are switched off like that. *)
EXTENDS Naturals
CONSTANT Size
VARIABLE x
Drop(n) == x' = 10 + n
Most(n) == n + 1
Init == x = 0
Next == \/ x < Most(x * 100) /\ x' = x + 1
        \/ \E n \in 1 .. 3 : Drop(n)
====
expect SwitchedOff.cfg
  verdict ok
  generated 6
  distinct 6
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SwitchedOff.value.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
