---- MODULE HeadOfNothing ----
EXTENDS Integers, Sequences
VARIABLE queue
Init == queue = <<1>>
Take == queue' = Tail(queue)
Next == Take
====
---- CONFIG HeadOfNothing ----
INIT Init
NEXT Next
====
exit 255
evaluation-failed: an expression has no value, while computing the next states

HeadOfNothing.tla:5:18: error: Attempted to apply Tail to the empty sequence
    5 | Take == queue' = Tail(queue)
      |                  ^^^^^^^^^^^
      = ask first whether it is empty: s # <<>>
  in action Take

State 1: <Initial predicate>
  /\ queue = <<1>>

State 2: <Take line 5, col 9 to line 5, col 28 of module HeadOfNothing>
* /\ queue = <<>>

2 states generated, 2 distinct, 0 left to explore, depth 2.
