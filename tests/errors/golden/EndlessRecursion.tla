---- MODULE EndlessRecursion ----
EXTENDS Integers
VARIABLE n
RECURSIVE Sum(_)
Sum(k) == k + Sum(k - 1)
Init == n = 3
Next == n' = Sum(n)
====
---- CONFIG EndlessRecursion ----
INIT Init
NEXT Next
====
exit 255
evaluation-failed: an expression has no value, while computing the next states

EndlessRecursion.tla:5:15: error: the evaluation is nested too deeply: a recursion that does not end?
    5 | Sum(k) == k + Sum(k - 1)
      |               ^^^^^^^^^^
      = a RECURSIVE operator or recursive function calls itself without reaching its base case
  in action Next

State 1: <Initial predicate>
  /\ n = 3

1 state generated, 1 distinct, 0 left to explore, depth 1.
