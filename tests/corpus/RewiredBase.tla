---- MODULE RewiredBase ----
EXTENDS Integers
CONSTANT IsOdd(_)
Even(n) == IF n = 0 THEN TRUE ELSE IsOdd(n - 1)
====
