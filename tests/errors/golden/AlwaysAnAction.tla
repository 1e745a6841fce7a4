---- MODULE AlwaysAnAction ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Spec == Init /\ [](x < 3 /\ x' = x + 1)
====
---- CONFIG AlwaysAnAction ----
SPECIFICATION Spec
====
