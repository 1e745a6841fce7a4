---- MODULE Turnstile ----
EXTENDS Naturals

VARIABLES paid, passed   \* how often, so far

Init == paid = 0 /\ passed = 0

Pay  == paid' = paid + 1 /\ UNCHANGED passed

Pass == /\ passed < paid
        /\ passed' = passed + 1
        /\ UNCHANGED paid

Next == Pay \/ Pass

NobodyPassesForFree == passed <= paid
FewGuests == paid <= 50
====
