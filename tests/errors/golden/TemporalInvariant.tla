---- MODULE TemporalInvariant ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Ends == <>(x = 3)
====
---- CONFIG TemporalInvariant ----
INIT Init
NEXT Next
INVARIANT Ends
====
exit 76
