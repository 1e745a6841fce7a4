---- MODULE InvariantFalse ----
EXTENDS Integers
CONSTANT Limit
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % Limit
Bounded == Limit < 3
====
---- CONFIG InvariantFalse ----
CONSTANT Limit = 5
INIT Init
NEXT Next
INVARIANT Bounded
====
exit 151
InvariantFalse.tla:7:12: error: the invariant Bounded is FALSE, and depends on no variable [ConfigConflict]
    7 | Bounded == Limit < 3
      |            ^^^^^^^^^
      = an invariant says something of every state
