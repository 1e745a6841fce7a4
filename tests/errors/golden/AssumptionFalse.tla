---- MODULE AssumptionFalse ----
EXTENDS Integers, FiniteSets
CONSTANT Nodes
ASSUME EnoughNodes == Cardinality(Nodes) >= 3
VARIABLE x
Init == x \in Nodes
Next == UNCHANGED x
====
---- CONFIG AssumptionFalse ----
CONSTANT Nodes = {n1, n2}
INIT Init
NEXT Next
====
exit 10
assumption-violated: assumption EnoughNodes is false
  EnoughNodes: line 4, col 23 to line 4, col 45 of module AssumptionFalse
0 states generated, 0 distinct, 0 left to explore, depth 0.
