---- MODULE Rewired ----
(* Why: operators that become recursive only because the .cfg puts one for a constant of the other's module. *)
EXTENDS RewiredBase
CONSTANT Steps
Odd(n) == IF n = 0 THEN FALSE ELSE Even(n - 1)
VARIABLE at
Init == at = 0
Next == at < Steps /\ at' = at + 1
Alternates == Even(at) = ~IsOdd(at)
====
expect Rewired.cfg
  verdict ok
  generated 7
  distinct 7
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
