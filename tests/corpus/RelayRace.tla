---- MODULE RelayRace ----
\* What Relay is held against: a baton, and letters by their number.
EXTENDS Naturals
CONSTANT Posts
VARIABLES holder, letters, busy

vars == <<holder, letters, busy>>

Init ==
  /\ \E first \in Posts : holder = [at |-> first, hops |-> 0]
  /\ letters = [p \in Posts |-> 0]
  /\ busy = [p \in Posts |-> FALSE]

Mail ==
  /\ \E q \in Posts : letters' = [letters EXCEPT ![q] = @ + 1]
  /\ UNCHANGED <<holder, busy>>

Read ==
  /\ \E p \in Posts :
       /\ letters[p] > 0
       /\ letters' = [letters EXCEPT ![p] = @ - 1]
       /\ busy' = [busy EXCEPT ![p] = TRUE]
  /\ UNCHANGED holder

Pass ==
  /\ \E q \in Posts \ {holder.at} : holder' = [at |-> q, hops |-> (holder.hops + 1) % 3]
  /\ busy' = [busy EXCEPT ![holder.at] = FALSE]
  /\ UNCHANGED letters

Spec == Init /\ [][Mail \/ Read \/ Pass]_vars
====
