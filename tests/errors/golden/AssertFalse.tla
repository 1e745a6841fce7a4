---- MODULE AssertFalse ----
EXTENDS Integers, TLC
VARIABLE n
Init == n = 0
Next == n' = n + 1 /\ Assert(n' < 3, <<"n grew to", n'>>)
====
---- CONFIG AssertFalse ----
INIT Init
NEXT Next
====
