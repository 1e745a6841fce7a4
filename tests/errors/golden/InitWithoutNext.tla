---- MODULE InitWithoutNext ----
VARIABLE x
Init == x = 0
Next == x' = x
====
---- CONFIG InitWithoutNext ----
INIT Init
====
