---- MODULE MixedSet ----
EXTENDS Integers
VARIABLE inbox
Init == inbox = {1}
Next == inbox' = inbox \cup {"ack"}
====
---- CONFIG MixedSet ----
INIT Init
NEXT Next
====
