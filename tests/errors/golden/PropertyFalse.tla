---- MODULE PropertyFalse ----
EXTENDS Integers
CONSTANT Limit
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % Limit
Bounded == Limit < 3
====
---- CONFIG PropertyFalse ----
CONSTANT Limit = 5
INIT Init
NEXT Next
PROPERTY Bounded
====
exit 151
PropertyFalse.tla:7:12: error: the property Bounded is FALSE, and depends on no variable [ConfigConflict]
    7 | Bounded == Limit < 3
      |            ^^^^^^^^^
      = a property says something of behaviors
