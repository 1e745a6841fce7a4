---- MODULE TemporalInvariant ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Ends == <>(x = 3)
====
---- CONFIG TemporalInvariant ----
INIT Init
NEXT Next
INVARIANT Ends
====
exit 76
TemporalInvariant.tla:6:9: error: Ends is a temporal formula where a state formula is needed [InvariantLevel]
    6 | Ends == <>(x = 3)
      |         ^^^^^^^^^
      = what is said of whole behaviors is a PROPERTY
