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
