---- MODULE MixedSet ----
EXTENDS Integers
VARIABLE inbox
Init == inbox = {1}
Next == inbox' = inbox \cup {"ack"}
====
---- CONFIG MixedSet ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

MixedSet.tla:5:18: error: Attempted to compare a string with an integer: "ack" and 1
    5 | Next == inbox' = inbox \cup {"ack"}
      |                  ^^^^^^^^^^^^^^^^^^
      = values of different kinds are not comparable; a model value, CONSTANT None = None, differs from everything
  in action Next

State 1: <Initial predicate>
  /\ inbox = {1}

1 state generated, 1 distinct, 0 left to explore, depth 1.
