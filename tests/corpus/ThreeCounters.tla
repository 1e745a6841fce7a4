---- MODULE ThreeCounters ----
(* Why: a state space of some size that is nothing but arithmetic: the count is known in advance (36 * 36 * 36). *)
EXTENDS Naturals
CONSTANT Top
VARIABLES a, b, c
Init == a = 0 /\ b = 0 /\ c = 0
Up(v) == (v + 1) % Top
Next == \/ a' = Up(a) /\ UNCHANGED <<b, c>>
        \/ b' = Up(b) /\ UNCHANGED <<a, c>>
        \/ c' = Up(c) /\ UNCHANGED <<a, b>>
InRange == {a, b, c} \subseteq 0..Top - 1
====
expect ThreeCounters.cfg
  verdict ok
  generated 139969
  distinct 46656
  depth 106
  tlc Version 2026.04.29.164809 (rev: cc6b616)
