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
