---- MODULE AssumptionWithoutValue ----
EXTENDS Integers, Sequences
CONSTANT Order
ASSUME Head(Order) = 1
None == <<>>
VARIABLE x
Init == x = 0
Next == UNCHANGED x
====
---- CONFIG AssumptionWithoutValue ----
CONSTANT Order <- None
INIT Init
NEXT Next
====
exit 10
assumption-violated: assumption at AssumptionWithoutValue.tla:4:1 has no value

AssumptionWithoutValue.tla:4:8: error: Attempted to apply Head to the empty sequence
    4 | ASSUME Head(Order) = 1
      |        ^^^^^^^^^^^
      = ask first whether it is empty: s # <<>>
  in assumption at AssumptionWithoutValue.tla:4:1
  assumption at AssumptionWithoutValue.tla:4:1: line 4, col 8 to line 4, col 22 of module AssumptionWithoutValue
0 states generated, 0 distinct, 0 left to explore, depth 0.
