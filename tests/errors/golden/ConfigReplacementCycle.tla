---- MODULE ConfigReplacementCycle ----
EXTENDS Integers
VARIABLE x
Low == 1
High == 2
Init == x = Low
Next == x' = High
====
---- CONFIG ConfigReplacementCycle ----
CONSTANT Low <- High
INIT Init
NEXT Next
CONSTANT High <- Low
====
exit 151
ConfigReplacementCycle.tla:10:17: error: High is itself replaced, at ConfigReplacementCycle.tla:13:10 [ConfigConflict]
   10 | CONSTANT Low <- High
      |                 ^^^^
      = what stands on the right of <- cannot stand on the left of one
ConfigReplacementCycle.tla:13:18: error: Low is itself replaced, at ConfigReplacementCycle.tla:10:10 [ConfigConflict]
   13 | CONSTANT High <- Low
      |                  ^^^
      = what stands on the right of <- cannot stand on the left of one
