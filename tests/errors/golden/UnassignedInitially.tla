---- MODULE UnassignedInitially ----
EXTENDS Integers
VARIABLES level, lamp
Init == level \in 0 .. 2
Next == UNCHANGED <<level, lamp>>
====
---- CONFIG UnassignedInitially ----
INIT Init
NEXT Next
====
