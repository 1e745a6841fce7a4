---- MODULE ModuleMissing ----
EXTENDS Integers, Sequencse
VARIABLE x
Init == x = 0
Next == x' = x
====
---- CONFIG ModuleMissing ----
INIT Init
NEXT Next
====
