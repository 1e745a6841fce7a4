---- MODULE SequenceIndex ----
EXTENDS Integers, Sequences
VARIABLE log
Init == log = <<"a", "b">>
LastTerm(l) == l[Len(l) + 1]
Next == log' = Append(log, LastTerm(log))
====
---- CONFIG SequenceIndex ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

SequenceIndex.tla:5:16: error: Attempted to access index 3 of tuple <<"a", "b">>, which is out of bounds
    5 | LastTerm(l) == l[Len(l) + 1]
      |                ^^^^^^^^^^^^^
      = its indices are 1 to 2
  where l = <<"a", "b">>
  called as LastTerm(l = <<"a", "b">>) at SequenceIndex.tla:6:28
  in action Next

State 1: <Initial predicate>
  /\ log = <<"a", "b">>

1 state generated, 1 distinct, 0 left to explore, depth 1.
