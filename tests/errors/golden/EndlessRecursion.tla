---- MODULE EndlessRecursion ----
EXTENDS Integers
VARIABLE n
RECURSIVE Sum(_)
Sum(k) == k + Sum(k - 1)
Init == n = 3
Next == n' = Sum(n)
====
---- CONFIG EndlessRecursion ----
INIT Init
NEXT Next
====
