---- MODULE ChooseNothing ----
EXTENDS Integers
VARIABLE pending
Init == pending = {1, 2}
Smallest(S) == CHOOSE x \in S : \A y \in S : x < y
Next == pending' = pending \ {Smallest(pending)}
====
---- CONFIG ChooseNothing ----
INIT Init
NEXT Next
====
