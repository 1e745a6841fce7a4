---- MODULE PrimeInInvariant ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Grows == x' > x
====
---- CONFIG PrimeInInvariant ----
INIT Init
NEXT Next
INVARIANT Grows
====
