---- MODULE Quoting ----
(* Why: lexical corners: escapes, comments in odd places, numbers in other bases, long identifiers, keywords inside identifiers,
   separators of any length, a tab where columns do not matter. *)
EXTENDS Naturals, Sequences
------------------------------------------------------------------
CONSTANT	Sep \* a tab before Sep

VARIABLES text, _under_, x2y, INIT_

(* a comment (* inside a comment *) that says ==== and \/ and "quote *)
Esc == <<"a \"quoted\" word", "back\\slash", "tab\there", "line\nbreak", "">>
--------
Numbers == <<\b1010, \o17, \hFF, \HaB, 007, \B1>>

ASSUME /\ Numbers = <<10, 15, 255, 171, 7, 1>>
       /\ Len(Esc[1]) = 15 /\ Len(Esc[2]) = 10 /\ Len(Esc[3]) = 8 /\ Len(Esc[4]) = 10 /\ Esc[5] = ""
       /\ (* first *) TRUE (* second *) \* third
       /\ "TRUE" # "FALSE"

INVARIANTlike == TRUE
1st == 1
WITHIN_THEN == 1st + 1
ENDING_ELSE1 == LET in == 3 IN in

Init == text = "" /\ _under_ = 1st /\ x2y = WITHIN_THEN /\ INIT_ = ENDING_ELSE1
Next == \E i \in 1 .. Len(Esc) :
          /\ Len(text) < 30
          /\ text' = text \o Sep \o Esc[i]
          /\ _under_' = (_under_ + i) % 3
          /\ x2y' = x2y
          /\ UNCHANGED INIT_
Lengths == Len(text) < 50 /\ INVARIANTlike
====
expect Quoting.cfg
  verdict ok
  generated 1776
  distinct 1776
  depth 16
  tlc Version 2026.04.29.164809 (rev: cc6b616)
