---- MODULE Labels ----
(* Why: text that means nothing for the checker: labels, theorems, proofs, ASSUME/PROVE, separators, named assumptions. *)
EXTENDS Naturals

CONSTANT K
ASSUME KIsNat == K \in Nat /\ K > 0

VARIABLE c

Init == init:: c = 0
Next == \/ up:: c < K /\ c' = c + 1
        \/ \E k \in 1..c : down(k):: (c' = c - k)

Spec == Init /\ [][Next]_c
Inv == c \in 0..K

-----------------------------------------------------------------------------
LEMMA Bounded == Inv => c <= K
  BY DEF Inv

THEOREM Safe == Spec => []Inv
<1>1. Init => Inv
  BY KIsNat DEF Init, Inv
<1>2. Inv /\ [Next]_c => Inv'
  <2> SUFFICES ASSUME Inv, [Next]_c
               PROVE  Inv'
    OBVIOUS
  <2>1. CASE c < K /\ c' = c + 1
    BY <2>1 DEF Inv
  <2>2. CASE UNCHANGED c
    <3>1. PICK n \in Nat : n = c
      OBVIOUS
    <3> QED BY <2>2, <3>1
  <2>. QED
    BY <2>1, <2>2 DEF Next
<1> QED
  PROOF OMITTED

COROLLARY ASSUME NEW x \in Nat, x > 0 PROVE x >= 1
PROOF OBVIOUS
=============================================================================
expect Labels.cfg
  verdict ok
  generated 91
  distinct 13
  depth 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
