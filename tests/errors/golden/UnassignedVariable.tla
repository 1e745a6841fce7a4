---- MODULE UnassignedVariable ----
EXTENDS Integers
VARIABLES level, lamp
Init == level = 0 /\ lamp = "off"
Rise == level < 3 /\ level' = level + 1
Light == lamp' = "on" /\ UNCHANGED level
Next == Light \/ Rise
====
---- CONFIG UnassignedVariable ----
INIT Init
NEXT Next
====
exit 75
evaluation-failed: an expression has no value, while computing the next states

UnassignedVariable.tla:5:9: error: Rise does not say what happens to lamp
    5 | Rise == level < 3 /\ level' = level + 1
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = say lamp' = ..., or UNCHANGED lamp where it stays as it is
  in action Rise

State 1: <Initial predicate>
  /\ level = 0
  /\ lamp  = "off"

State 2: <Rise line 5, col 9 to line 5, col 39 of module UnassignedVariable>
* /\ level = 1
* /\ lamp  = <undefined>

3 states generated, 2 distinct, 1 left to explore, depth 2.
