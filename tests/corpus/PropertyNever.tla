---- MODULE PropertyNever ----
(* Why: []FALSE as a property is an invariant, and violated by the first state; it is no mistake in the .cfg, as FALSE
   alone would be. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Never == []FALSE
====
expect PropertyNever.cfg
  verdict invariant-violated
  tlc Version 2026.04.29.164809 (rev: cc6b616)
