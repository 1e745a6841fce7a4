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
