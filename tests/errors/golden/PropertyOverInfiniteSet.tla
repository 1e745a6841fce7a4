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
exit 255
evaluation-failed: an expression has no value, while checking temporal properties

PropertyOverInfiniteSet.tla:6:20: error: Attempted to enumerate an infinite set: Nat
    6 | Passes == \A n \in Nat : <>(x = n)
      |                    ^^^
      = put a finite set in its place, in the .cfg say: CONSTANT Nat <- SmallNat
0 states generated, 0 distinct, 0 left to explore, depth 0.
