---- MODULE PropertyOfOneStep ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Grows == x' > x
====
---- CONFIG PropertyOfOneStep ----
INIT Init
NEXT Next
PROPERTY Grows
====
exit 151
PropertyOfOneStep.tla:6:10: error: the property Grows is an action: it speaks of one step, not of a behavior [ConfigConflict]
    6 | Grows == x' > x
      |          ^^^^^^
      = [][A]_v says that every step that changes v is an A step, []<><<A>>_v that such steps occur again and again
