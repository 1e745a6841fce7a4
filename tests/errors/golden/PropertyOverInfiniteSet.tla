---- MODULE PropertyOverInfiniteSet ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Passes == \A n \in Nat : <>(x = n)
====
---- CONFIG PropertyOverInfiniteSet ----
INIT Init
NEXT Next
PROPERTY Passes
====
