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
exit 75
evaluation-failed: an expression has no value, while computing the next states

ReadBeforeAssigned.tla:5:24: error: sent' is read before it has a value
    5 | Deliver == received' = sent' /\ sent' = sent + 1
      |                        ^^^^
      = conjuncts are evaluated from left to right: assign it first
  in action Deliver

State 1: <Initial predicate>
  /\ sent     = 0
  /\ received = 0

1 state generated, 1 distinct, 0 left to explore, depth 1.
