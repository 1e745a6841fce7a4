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
exit 255
evaluation-failed: an expression has no value, while computing the initial states

UnassignedInitially.tla:4:9: error: the initial predicate gives no value to lamp
    4 | Init == level \in 0 .. 2
      |         ^^^^^^^^^^^^^^^^
      = say lamp = ... or lamp \in ...
  in the initial predicate

State 1: <Initial predicate>
  /\ level = 0
  /\ lamp  = <undefined>

0 states generated, 0 distinct, 0 left to explore, depth 0.
