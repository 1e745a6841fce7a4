---- MODULE GuardNotBoolean ----
EXTENDS Integers
VARIABLE tokens
Init == tokens = 2
Next == tokens /\ tokens' = tokens - 1
====
---- CONFIG GuardNotBoolean ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

GuardNotBoolean.tla:5:9: error: a Boolean is needed here, the value is 2
    5 | Next == tokens /\ tokens' = tokens - 1
      |         ^^^^^^
  in action Next

State 1: <Initial predicate>
  /\ tokens = 2

1 state generated, 1 distinct, 0 left to explore, depth 1.
