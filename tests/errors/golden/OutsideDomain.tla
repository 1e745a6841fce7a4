---- MODULE OutsideDomain ----
EXTENDS Integers
VARIABLES votes, turn
Init == votes = [n \in 1 .. 3 |-> 0] /\ turn = 1
Vote == votes' = [votes EXCEPT ![1] = votes[turn] + 1] /\ turn' = turn + 1
Next == Vote
====
---- CONFIG OutsideDomain ----
INIT Init
NEXT Next
====
