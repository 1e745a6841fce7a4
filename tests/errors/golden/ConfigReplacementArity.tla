---- MODULE ConfigReplacementArity ----
EXTENDS Integers
CONSTANT Before(_, _)
VARIABLE x
Earlier(a) == a < 3
Init == x = 0
Next == Before(x, 3) /\ x' = x + 1
====
---- CONFIG ConfigReplacementArity ----
CONSTANT Before <- Earlier
INIT Init
NEXT Next
====
exit 151
ConfigReplacementArity.tla:10:10: error: Before has 2 parameters, its replacement Earlier has 1 [ConfigConflict]
   10 | CONSTANT Before <- Earlier
      |          ^^^^^^^^^^^^^^^^^
