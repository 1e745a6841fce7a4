---- MODULE ReadBeforeAssigned ----
EXTENDS Integers
VARIABLES sent, received
Init == sent = 0 /\ received = 0
Deliver == received' = sent' /\ sent' = sent + 1
Next == Deliver
====
---- CONFIG ReadBeforeAssigned ----
INIT Init
NEXT Next
====
