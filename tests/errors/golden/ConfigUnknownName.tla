---- MODULE ConfigUnknownName ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = 1 - x
TypeOK == x \in 0 .. 1
====
---- CONFIG ConfigUnknownName ----
INIT Init
NEXT Next
INVARIANT TypeOk
====
exit 151
ConfigUnknownName.tla:11:11: error: ConfigUnknownName has no definition TypeOk [ConfigUnknownName]
   11 | INVARIANT TypeOk
      |           ^^^^^^
      = did you mean TypeOK?
