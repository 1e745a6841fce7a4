---- MODULE SetTooLarge ----
EXTENDS Integers, FiniteSets
VARIABLE table
Init == table = {f \in [1 .. 30 -> 0 .. 3] : f[1] = 0}
Next == UNCHANGED table
====
---- CONFIG SetTooLarge ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the initial states

SetTooLarge.tla:4:9: error: Attempted to construct a set with too many elements (>1000000): {x \in [1..30 -> 0..3] : <predicate>}
    4 | Init == table = {f \in [1 .. 30 -> 0 .. 3] : f[1] = 0}
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = x \in S, S \subseteq T and most of Cardinality(S) need no list of S; --max-set-size N raises the limit
  in the initial predicate
0 states generated, 0 distinct, 0 left to explore, depth 0.
