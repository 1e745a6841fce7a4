---- MODULE Incomparable ----
EXTENDS Integers
VARIABLE leader
Init == leader = "none"
Elect(n) == leader = 0 /\ leader' = n
Next == \E n \in {1, 2} : Elect(n)
====
---- CONFIG Incomparable ----
INIT Init
NEXT Next
====
