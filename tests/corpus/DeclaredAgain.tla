---- MODULE DeclaredAgain ----
(* Two extended modules and this one declare the same variable, a nested one too: it is one variable, and SANY warns. *)
EXTENDS DeclaredAgainUp, DeclaredAgainDown
VARIABLE level
CONSTANT Top
CONSTANT Top
---- MODULE Inner ----
VARIABLE level
High == level = Top
====
I == INSTANCE Inner
Init == level = 0
Next == (level < Top /\ Up) \/ (level > 0 /\ Down) \/ Keep
Inv == level \in 0..Top /\ (I!High <=> level = Top)
====
expect DeclaredAgain.cfg
  verdict ok
  generated 8
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
