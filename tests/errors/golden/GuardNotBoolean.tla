---- MODULE GuardNotBoolean ----
EXTENDS Integers
VARIABLE tokens
Init == tokens = 2
Next == tokens /\ tokens' = tokens - 1
====
---- CONFIG GuardNotBoolean ----
INIT Init
NEXT Next
====
