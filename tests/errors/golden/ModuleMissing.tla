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
exit 150
ModuleMissing.tla:2:19: error: no module Sequencse [UnknownModule]
    2 | EXTENDS Integers, Sequencse
      |                   ^^^^^^^^^
      = did you mean Sequences? looked in ., the built-in modules; name more folders with --library
