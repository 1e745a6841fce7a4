---- MODULE TokenRingCount ----
(* Refined by TokenRing: the number of tokens never grows and never becomes zero. *)
EXTENDS Naturals
VARIABLE tokens
Init == tokens > 0
Next == tokens' < tokens /\ tokens' > 0
Spec == Init /\ [][Next]_tokens
====
