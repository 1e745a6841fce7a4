---- MODULE Postconditions ----
(* Why: POSTCONDITION is judged once, after the search, and may look at the search's statistics; ALIAS only changes what is shown. *)
EXTENDS Naturals, TLC

VARIABLES die, sum

Init == die = 1 /\ sum = 0
Roll == \E d \in 1..6 : die' = d /\ sum' = sum + d
Next == sum < 12 /\ Roll

Shown == [score |-> sum, last |-> die, parity |-> IF sum % 2 = 0 THEN "even" ELSE "odd", next |-> sum']

Capped == sum <= 17
ReachedMany == TLCGet("distinct") > 50 /\ TLCGet("diameter") = 4
ReachedFew == TLCGet("distinct") < 50
====
expect Postconditions.cfg
  verdict ok
  generated 313
  distinct 73
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Postconditions.few.cfg
  verdict postcondition-violated
  violated ReachedFew
  generated 313
  distinct 73
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
