---- MODULE InfiniteSet ----
EXTENDS Integers
VARIABLE clock
Init == clock = 0
Tick == \E d \in Nat : clock' = clock + d
Next == Tick
====
---- CONFIG InfiniteSet ----
INIT Init
NEXT Next
====
