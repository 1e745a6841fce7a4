---- MODULE Redefined ----
(* Why: the .cfg replaces infinite sets and slow operators of extended modules by finite ones, everywhere they are used. *)
EXTENDS Integers, Sequences, FiniteSets

VARIABLES n, s

Few == 0..3
Letters == {"x", "y"}
ShortSeq(S) == UNION {[1..k -> S] : k \in 0..2}
Bound == 2
Clamp(x) == x

Init == n \in Nat /\ s = <<>>
Next == \/ \E t \in Seq(Letters) : s' = t /\ UNCHANGED n
        \/ n' \in {m \in Nat : m > n} /\ s' = Tail(<<Clamp(n)>>)
Inv == n \in Nat /\ s \in Seq(Letters) /\ Cardinality(Seq(Letters)) = 7 /\ Clamp(9) = 0
Zero(x) == 0
====
expect Redefined.cfg
  verdict ok
  generated 242
  distinct 28
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
