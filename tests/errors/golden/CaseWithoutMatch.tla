---- MODULE CaseWithoutMatch ----
EXTENDS Integers
VARIABLE light
Init == light = "red"
After(c) == CASE c = "red" -> "green" [] c = "green" -> "amber"
Next == light' = After(light)
====
---- CONFIG CaseWithoutMatch ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

CaseWithoutMatch.tla:5:13: error: no condition of the CASE is true
    5 | After(c) == CASE c = "red" -> "green" [] c = "green" -> "amber"
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = add an OTHER, or a condition for this case
  where c = "amber"
  called as After(c = "amber") at CaseWithoutMatch.tla:6:18
  in action Next

State 1: <Initial predicate>
  /\ light = "red"

State 2: <Next line 6, col 9 to line 6, col 29 of module CaseWithoutMatch>
* /\ light = "green"

State 3: <Next line 6, col 9 to line 6, col 29 of module CaseWithoutMatch>
* /\ light = "amber"

3 states generated, 3 distinct, 0 left to explore, depth 3.
