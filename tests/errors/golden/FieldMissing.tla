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
exit 75
evaluation-failed: an expression has no value, while computing the next states

FieldMissing.tla:5:42: error: Attempted to access nonexistent field "trem" of record [type |-> "vote", term |-> 1]
    5 | Next == msg' = [type |-> "ack", term |-> msg.trem]
      |                                          ^^^^^^^^
      = its fields are type, term
  in action Next

State 1: <Initial predicate>
  /\ msg = [type |-> "vote", term |-> 1]

1 state generated, 1 distinct, 0 left to explore, depth 1.
