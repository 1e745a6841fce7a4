---- MODULE ConfigDeadlockWord ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = 1 - x
====
---- CONFIG ConfigDeadlockWord ----
INIT Init
NEXT Next
INVARIANT TRUE
CONSTRAINT TRUE
CHECK_DEADLOCK false
====
exit 151
ConfigDeadlockWord.tla:12:16: error: expected TRUE or FALSE, found `false` [ConfigSyntax]
   12 | CHECK_DEADLOCK false
      |                ^^^^^
