---- MODULE AlwaysAnAction ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Spec == Init /\ [](x < 3 /\ x' = x + 1)
====
---- CONFIG AlwaysAnAction ----
SPECIFICATION Spec
====
exit 150
AlwaysAnAction.tla:6:17: error: [] of an action that is not of the form [A]_v [LevelError]
    6 | Spec == Init /\ [](x < 3 /\ x' = x + 1)
      |                 ^^^^^^^^^^^^^^^^^^^^^^^
      = a temporal formula must not tell whether steps that change nothing are taken
