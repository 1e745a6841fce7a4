---- MODULE BoundIsNoSet ----
VARIABLE x
Init == x = 0
Next == \E i \in 3 : x' = i
====
---- CONFIG BoundIsNoSet ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

BoundIsNoSet.tla:4:18: error: Attempted to enumerate an integer, which is no set: 3
    4 | Next == \E i \in 3 : x' = i
      |                  ^
  in the next-state action

State 1: <Initial predicate>
  /\ x = 0

1 state generated, 1 distinct, 0 left to explore, depth 1.
