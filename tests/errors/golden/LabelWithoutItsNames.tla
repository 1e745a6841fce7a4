---- MODULE LabelWithoutItsNames ----
EXTENDS Naturals
VARIABLE m
Inv == \A x \in 1..3 : \E y \in 1..3 : both(y, z) :: m + x > y
Init == m = 1
Next == UNCHANGED m
====
---- CONFIG LabelWithoutItsNames ----
INIT Init
NEXT Next
INVARIANT Inv
====
exit 150
LabelWithoutItsNames.tla:4:48: error: z is not bound around the label [BadLabel]
    4 | Inv == \A x \in 1..3 : \E y \in 1..3 : both(y, z) :: m + x > y
      |                                                ^
      = bound are x, y
LabelWithoutItsNames.tla:4:40: error: x is bound around the label both, and not its parameter [BadLabel]
    4 | Inv == \A x \in 1..3 : \E y \in 1..3 : both(y, z) :: m + x > y
      |                                        ^^^^^^^^^^^^^^^^^^^^^^^
      = write both(x, y) :: ...
