---- MODULE ConfigUnknownName ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = 1 - x
TypeOK == x \in 0 .. 1
====
---- CONFIG ConfigUnknownName ----
INIT Init
NEXT Next
INVARIANT TypeOk
====
