---- MODULE ExceptOfNoFunction ----
EXTENDS Integers
VARIABLE boxes
Init == boxes = {1, 2}
Next == boxes' = [boxes EXCEPT ![1] = 5]
====
---- CONFIG ExceptOfNoFunction ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

ExceptOfNoFunction.tla:5:18: error: EXCEPT needs a function or record, this is {1, 2}
    5 | Next == boxes' = [boxes EXCEPT ![1] = 5]
      |                  ^^^^^^^^^^^^^^^^^^^^^^^
  in action Next

State 1: <Initial predicate>
  /\ boxes = {1, 2}

1 state generated, 1 distinct, 0 left to explore, depth 1.
