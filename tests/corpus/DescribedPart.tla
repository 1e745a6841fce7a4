---- MODULE DescribedPart ----
(* What Described and DescribedMoves instantiate. *)
EXTENDS Naturals
CONSTANT Step
VARIABLE level
Start == level = 0
Rise == level < 2 * Step /\ level' = level + Step
Fall == level >= Step /\ level' = level - Step
Move == Rise \/ Fall
Fair == WF_level(Rise)
Wide == Start /\ []<>(level < 3) /\ [][level' \in 0..2]_level /\ [](level \in Nat)
====
