---- MODULE PrecedenceConflict ----
EXTENDS Integers
VARIABLES a, b
Init == a = TRUE /\ b = FALSE
Next == a' = b /\ b' = a \/ a
====
---- CONFIG PrecedenceConflict ----
INIT Init
NEXT Next
====
