---- MODULE InvariantWithoutValue ----
EXTENDS Integers, Sequences
VARIABLE log
Init == log = <<>>
Next == log' = Append(log, Len(log))
Ordered == Head(log) = 0
====
---- CONFIG InvariantWithoutValue ----
INIT Init
NEXT Next
INVARIANT Ordered
====
exit 75
evaluation-failed: an expression has no value, while computing the initial states, Ordered

InvariantWithoutValue.tla:6:12: error: Attempted to apply Head to the empty sequence
    6 | Ordered == Head(log) = 0
      |            ^^^^^^^^^
      = ask first whether it is empty: s # <<>>
  in Ordered
  Ordered: line 6, col 12 to line 6, col 24 of module InvariantWithoutValue

State 1: <Initial predicate>
  /\ log = <<>>

1 state generated, 1 distinct, 1 left to explore, depth 1.
