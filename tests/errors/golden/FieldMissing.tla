---- MODULE FieldMissing ----
EXTENDS Integers
VARIABLE msg
Init == msg = [type |-> "vote", term |-> 1]
Next == msg' = [type |-> "ack", term |-> msg.trem]
====
---- CONFIG FieldMissing ----
INIT Init
NEXT Next
====
