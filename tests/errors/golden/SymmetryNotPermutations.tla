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
exit 75
evaluation-failed: an expression has no value, while computing the initial states

SymmetryNotPermutations.tla:7:8: error: SYMMETRY needs a set of permutations, this has the element n1
    7 | Sym == Nodes
      |        ^^^^^
      = Permutations(S) gives all those of a set of model values; unite them for several sets with \cup
  in SYMMETRY

State 1: <Initial predicate>
  /\ x = n1

1 state generated, 0 distinct, 0 left to explore, depth 1.
