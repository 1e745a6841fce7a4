---- MODULE PrimeInInvariant ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Grows == x' > x
====
---- CONFIG PrimeInInvariant ----
INIT Init
NEXT Next
INVARIANT Grows
====
exit 76
PrimeInInvariant.tla:6:10: error: Grows is an action formula where a state formula is needed [InvariantLevel]
    6 | Grows == x' > x
      |          ^^^^^^
      = what is said of every step is a PROPERTY, [][A]_v
