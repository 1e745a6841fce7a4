---- MODULE TupleExpected ----
EXTENDS Integers
VARIABLE edges
Init == edges = {<<1, 2>>, <<1, 2, 3>>}
Next == \E <<a, b>> \in edges : edges' = edges \ {<<a, b>>}
====
---- CONFIG TupleExpected ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

TupleExpected.tla:5:33: error: a tuple of 2 elements is needed to bind <<...>>, this is <<1, 2, 3>>
    5 | Next == \E <<a, b>> \in edges : edges' = edges \ {<<a, b>>}
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  in action Next

State 1: <Initial predicate>
  /\ edges = {<<1, 2>>, <<1, 2, 3>>}

2 states generated, 2 distinct, 1 left to explore, depth 2.
