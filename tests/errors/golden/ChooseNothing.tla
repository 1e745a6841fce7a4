---- MODULE ChooseNothing ----
EXTENDS Integers
VARIABLE pending
Init == pending = {1, 2}
Smallest(S) == CHOOSE x \in S : \A y \in S : x < y
Next == pending' = pending \ {Smallest(pending)}
====
---- CONFIG ChooseNothing ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

ChooseNothing.tla:5:16: error: no element of {1, 2} satisfies the CHOOSE
    5 | Smallest(S) == CHOOSE x \in S : \A y \in S : x < y
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  where S = {1, 2}
  called as Smallest(S = {1, 2}) at ChooseNothing.tla:6:31
  in action Next

State 1: <Initial predicate>
  /\ pending = {1, 2}

1 state generated, 1 distinct, 0 left to explore, depth 1.
