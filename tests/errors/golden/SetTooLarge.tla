---- MODULE SetTooLarge ----
EXTENDS Integers, FiniteSets
VARIABLE table
Init == table = {f \in [1 .. 30 -> 0 .. 3] : f[1] = 0}
Next == UNCHANGED table
====
---- CONFIG SetTooLarge ----
INIT Init
NEXT Next
====
