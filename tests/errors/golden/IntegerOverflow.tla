---- MODULE IntegerOverflow ----
EXTENDS Integers
VARIABLE n
Init == n = 1000000
Next == n' = n * n
====
---- CONFIG IntegerOverflow ----
\* integers: tlc
INIT Init
NEXT Next
====
