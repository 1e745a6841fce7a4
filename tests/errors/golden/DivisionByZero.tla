---- MODULE DivisionByZero ----
EXTENDS Integers
VARIABLES total, parts
Init == total = 12 /\ parts = 1
Next == parts' = parts - 1 /\ total' = total \div parts'
====
---- CONFIG DivisionByZero ----
INIT Init
NEXT Next
====
exit 255
evaluation-failed: an expression has no value, while computing the next states

DivisionByZero.tla:5:40: error: Division by zero: 12 \div 0
    5 | Next == parts' = parts - 1 /\ total' = total \div parts'
      |                                        ^^^^^^^^^^^^^^^^^
  in action Next

State 1: <Initial predicate>
  /\ total = 12
  /\ parts = 1

1 state generated, 1 distinct, 0 left to explore, depth 1.
