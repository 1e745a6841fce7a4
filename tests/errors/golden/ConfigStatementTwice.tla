---- MODULE ConfigStatementTwice ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = 1 - x
====
---- CONFIG ConfigStatementTwice ----
INIT Init
NEXT Next
INIT Init
====
exit 151
ConfigStatementTwice.tla:10:1: error: INIT is given twice [ConfigConflict]
   10 | INIT Init
      | ^^^^^^^^^
      = the first is at ConfigStatementTwice.tla:8:1
