---- MODULE ConfigReplacementUnknown ----
EXTENDS Integers
CONSTANT Limit
VARIABLE x
Init == x = 0
Next == x < Limit /\ x' = x + 1
SmallLimit == 3
====
---- CONFIG ConfigReplacementUnknown ----
CONSTANT Limit <- SmalLimit
INIT Init
NEXT Next
====
exit 151
ConfigReplacementUnknown.tla:10:19: error: ConfigReplacementUnknown has no definition SmalLimit [ConfigUnknownName]
   10 | CONSTANT Limit <- SmalLimit
      |                   ^^^^^^^^^
      = did you mean SmallLimit?
