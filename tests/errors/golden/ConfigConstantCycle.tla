---- MODULE ConfigConstantCycle ----
CONSTANTS Low, High
VARIABLE x
Init == x = Low
Next == x' = High
====
---- CONFIG ConfigConstantCycle ----
CONSTANT Low <- High
INIT Init
NEXT Next
CONSTANT High <- Low
====
exit 151
ConfigConstantCycle.tla:8:17: error: High is itself replaced, at ConfigConstantCycle.tla:11:10 [ConfigConflict]
    8 | CONSTANT Low <- High
      |                 ^^^^
      = what stands on the right of <- cannot stand on the left of one
ConfigConstantCycle.tla:11:18: error: Low is itself replaced, at ConfigConstantCycle.tla:8:10 [ConfigConflict]
   11 | CONSTANT High <- Low
      |                  ^^^
      = what stands on the right of <- cannot stand on the left of one
