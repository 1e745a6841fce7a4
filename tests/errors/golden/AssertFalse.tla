---- MODULE AssertFalse ----
EXTENDS Integers, TLC
VARIABLE n
Init == n = 0
Next == n' = n + 1 /\ Assert(n' < 3, <<"n grew to", n'>>)
====
---- CONFIG AssertFalse ----
INIT Init
NEXT Next
====
exit 14
assertion-failed: an Assert is false

AssertFalse.tla:5:23: error: The first argument of Assert evaluated to FALSE; the second argument was:
<<"n grew to", 3>>
    5 | Next == n' = n + 1 /\ Assert(n' < 3, <<"n grew to", n'>>)
      |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  in action Next

State 1: <Initial predicate>
  /\ n = 0

State 2: <Next line 5, col 9 to line 5, col 57 of module AssertFalse>
* /\ n = 1

State 3: <Next line 5, col 9 to line 5, col 57 of module AssertFalse>
* /\ n = 2

3 states generated, 3 distinct, 0 left to explore, depth 3.
