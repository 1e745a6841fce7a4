---- MODULE Doorway ----
\* Deadlock: two people who both wait for the other to go first.
EXTENDS Naturals, TLC
CONSTANTS Person, Nobody
VARIABLES first, waits, level

Init == first = Nobody /\ waits = [p \in Person |-> FALSE] /\ level = (0 :> 0 @@ 1 :> 1)
Offer(p) == /\ first = Nobody
            /\ ~waits[p]
            /\ waits' = [waits EXCEPT ![p] = TRUE]
            /\ level' = [level EXCEPT ![0] = @ + 1]
            /\ UNCHANGED first
Go(p) == /\ first = Nobody
         /\ \E q \in Person : q # p /\ waits[q] /\ ~waits[p]
         /\ first' = p
         /\ UNCHANGED <<waits, level>>
Back == first # Nobody /\ first' = Nobody /\ waits' = [p \in Person |-> FALSE] /\ level' = [level EXCEPT ![0] = 0]
Next == Back \/ \E p \in Person : Offer(p) \/ Go(p)
====
