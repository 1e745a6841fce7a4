---- MODULE InitWithoutNext ----
VARIABLE x
Init == x = 0
Next == x' = x
====
---- CONFIG InitWithoutNext ----
INIT Init
====
exit 151
InitWithoutNext.tla:7:1: error: INIT without NEXT [ConfigMissing]
    7 | INIT Init
      | ^^^^^^^^^
      = both are needed, or SPECIFICATION alone
