---- MODULE StepPropertyFails ----
EXTENDS Integers, Sequences
VARIABLE queue
Init == queue = <<1>>
Next == queue' = IF queue = <<>> THEN <<1>> ELSE Tail(queue)
Positive == [][Head(queue') > 0]_queue
====
---- CONFIG StepPropertyFails ----
INIT Init
NEXT Next
PROPERTY Positive
====
exit 255
evaluation-failed: an expression has no value, while checking a property, Positive

StepPropertyFails.tla:6:16: error: Attempted to apply Head to the empty sequence
    6 | Positive == [][Head(queue') > 0]_queue
      |                ^^^^^^^^^^^^
      = ask first whether it is empty: s # <<>>
  in Positive
  Positive: line 6, col 15 to line 6, col 38 of module StepPropertyFails

State 1: <Initial predicate>
  /\ queue = <<1>>

State 2: <Next line 5, col 9 to line 5, col 60 of module StepPropertyFails>
* /\ queue = <<>>

2 states generated, 2 distinct, 0 left to explore, depth 2.
