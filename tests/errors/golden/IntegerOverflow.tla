---- MODULE IntegerOverflow ----
EXTENDS Integers
VARIABLE n
Init == n = 1000000
Next == n' = n * n
====
---- CONFIG IntegerOverflow ----
\* integers: tlc
INIT Init
NEXT Next
====
exit 255
evaluation-failed: an expression has no value, while computing the next states

IntegerOverflow.tla:5:14: error: Overflow when computing 1000000 * 1000000: the result does not fit the 32 bits that TLC's integers have
    5 | Next == n' = n * n
      |              ^^^^^
      = without --integers tlc, integers have no limit
  in action Next

State 1: <Initial predicate>
  /\ n = 1000000

1 state generated, 1 distinct, 0 left to explore, depth 1.
