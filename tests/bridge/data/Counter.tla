---- MODULE Counter ----
\* Safety: the till gives change it does not have. Strings, records, functions of model values, sets and sequences.
EXTENDS Integers, Sequences
CONSTANTS Clerk
VARIABLES till, slips, mood, log

Init == /\ till = 2
        /\ slips = {}
        /\ mood = [c \in Clerk |-> "calm"]
        /\ log = <<>>

Sell(c, price) ==
  /\ mood[c] = "calm"
  /\ Len(log) < 3
  /\ till' = till - price
  /\ slips' = slips \cup {[clerk |-> c, price |-> price]}
  /\ mood' = [mood EXCEPT ![c] = "a \"bit\" tired"]
  /\ log' = Append(log, <<"sold", price>>)

Rest(c) == /\ mood[c] # "calm"
           /\ mood' = [mood EXCEPT ![c] = "calm"]
           /\ UNCHANGED <<till, slips, log>>

Next == \E c \in Clerk : Rest(c) \/ \E price \in 1..2 : Sell(c, price)
Solvent == till >= 0
====
