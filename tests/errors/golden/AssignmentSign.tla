---- MODULE AssignmentSign ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x := x + 1
====
---- CONFIG AssignmentSign ----
INIT Init
NEXT Next
====
exit 150
AssignmentSign.tla:5:11: error: unknown operator or name := [UnknownIdentifier]
    5 | Next == x := x + 1
      |           ^^
      = x' = e says what x is in the next state
