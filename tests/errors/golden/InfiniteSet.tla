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
exit 75
evaluation-failed: an expression has no value, while computing the next states

InfiniteSet.tla:5:18: error: Attempted to enumerate an infinite set: Nat
    5 | Tick == \E d \in Nat : clock' = clock + d
      |                  ^^^
      = put a finite set in its place, in the .cfg say: CONSTANT Nat <- SmallNat
  in the next-state action

State 1: <Initial predicate>
  /\ clock = 0

1 state generated, 1 distinct, 0 left to explore, depth 1.
