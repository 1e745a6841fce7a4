---- MODULE ViewOwnWords ----
(* Why: a VIEW with strings and fields that stand nowhere else. *)
EXTENDS Naturals
VARIABLES count, turn

Init == count = 0 /\ turn = 0
Next == count < 6 /\ count' = count + 1 /\ turn' \in 0..1
Parity == [parity |-> IF count % 2 = 0 THEN "even" ELSE "odd", half |-> <<"about", count \div 2>>]
====
expect ViewOwnWords.cfg
  verdict ok
  generated 13
  distinct 7
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
