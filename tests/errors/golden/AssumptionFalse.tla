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
