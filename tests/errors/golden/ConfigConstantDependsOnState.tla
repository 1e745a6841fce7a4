---- MODULE ConfigConstantDependsOnState ----
EXTENDS Integers
CONSTANT Limit
VARIABLE x
Twice == 2 * x
Init == x = 0
Next == x <= Limit /\ x' = x + 1
====
---- CONFIG ConfigConstantDependsOnState ----
CONSTANT Limit <- Twice
INIT Init
NEXT Next
====
exit 151
ConfigConstantDependsOnState.tla:10:19: error: Twice depends on the state, the constant Limit must not [ConfigConflict]
   10 | CONSTANT Limit <- Twice
      |                   ^^^^^
