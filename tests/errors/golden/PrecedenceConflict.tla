---- MODULE PrecedenceConflict ----
EXTENDS Integers
VARIABLES a, b
Init == a = TRUE /\ b = FALSE
Next == a' = b /\ b' = a \/ a
====
---- CONFIG PrecedenceConflict ----
INIT Init
NEXT Next
====
exit 150
PrecedenceConflict.tla:5:26: error: `/\` and `\/` side by side: their precedences overlap [PrecedenceConflict]
    5 | Next == a' = b /\ b' = a \/ a
      |                          ^^
      = put parentheses around one of them
