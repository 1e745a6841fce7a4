---- MODULE Incomparable ----
EXTENDS Integers
VARIABLE leader
Init == leader = "none"
Elect(n) == leader = 0 /\ leader' = n
Next == \E n \in {1, 2} : Elect(n)
====
---- CONFIG Incomparable ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

Incomparable.tla:5:13: error: Attempted to compare a string with an integer: "none" and 0
    5 | Elect(n) == leader = 0 /\ leader' = n
      |             ^^^^^^^^^^
      = values of different kinds are not comparable; a model value, CONSTANT None = None, differs from everything
  in action Elect

State 1: <Initial predicate>
  /\ leader = "none"

1 state generated, 1 distinct, 0 left to explore, depth 1.
