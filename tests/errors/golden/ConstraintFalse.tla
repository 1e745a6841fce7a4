---- MODULE ConstraintFalse ----
EXTENDS Integers
CONSTANT Limit
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % Limit
Small == Limit < 3
Smaller == Limit < 2
====
---- CONFIG ConstraintFalse ----
CONSTANT Limit = 5
INIT Init
NEXT Next
CONSTRAINT Small
ACTION_CONSTRAINT Smaller
====
exit 151
ConstraintFalse.tla:7:10: error: the constraint Small is FALSE, and depends on no variable [ConfigConflict]
    7 | Small == Limit < 3
      |          ^^^^^^^^^
      = it excludes all states
ConstraintFalse.tla:8:12: error: the action constraint Smaller is FALSE, and depends on no variable [ConfigConflict]
    8 | Smaller == Limit < 2
      |            ^^^^^^^^^
      = it excludes all steps
