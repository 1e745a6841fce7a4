---- MODULE SymmetryNotPermutations ----
EXTENDS Integers
CONSTANT Nodes
VARIABLE x
Init == x \in Nodes
Next == x' \in Nodes
Sym == Nodes
====
---- CONFIG SymmetryNotPermutations ----
CONSTANT Nodes = {n1, n2}
SYMMETRY Sym
INIT Init
NEXT Next
====
