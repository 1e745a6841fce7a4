---- MODULE Believed ----
(* Why: an AXIOM is not evaluated, an ASSUMPTION is; one that has no value is a violated one. *)
EXTENDS Integers, Sequences
CONSTANT List
AXIOM Induction == \A p : p[0] /\ (\A n \in Nat : p[n] => p[n + 1]) => \A n \in Nat : p[n]
AXIOM 1 = 2
ASSUMPTION Whole == 1 + 1 = 2
ASSUME First == Head(List) = 1
OneTwo == <<1, 2>>
None == <<>>
====
expect Believed.cfg
  verdict ok
  generated 0
  distinct 0
  depth 0
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Believed.none.cfg
  verdict assumption-violated
  tlc Version 2026.04.29.164809 (rev: cc6b616)
