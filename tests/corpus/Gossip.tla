---- MODULE Gossip ----
(* Why: vector counters merged by maximum: functions compared point-wise, an action with three witnesses, an \E over SUBSET. *)
EXTENDS Naturals, FiniteSets

CONSTANTS Peer, Limit
VARIABLES count, online
Merge(a, b) == [p \in Peer |-> IF a[p] > b[p] THEN a[p] ELSE b[p]]
a \preceq b == \A p \in Peer : a[p] <= b[p]
Init == count = [p \in Peer |-> [q \in Peer |-> 0]] /\ online = Peer
Bump(p) == count[p][p] < Limit /\ count' = [count EXCEPT ![p][p] = @ + 1] /\ UNCHANGED online
Exchange(p, q) == /\ {p, q} \subseteq online /\ p # q
                  /\ LET m == Merge(count[p], count[q])
                     IN  count' = [count EXCEPT ![p] = m, ![q] = m]
                  /\ UNCHANGED online
Split == \E S \in SUBSET Peer : Cardinality(S) >= 2 /\ online' = S /\ count' = count
Next == Split \/ \E p \in Peer : Bump(p) \/ \E q \in Peer : Exchange(p, q)
OwnIsLargest == \A p, q \in Peer : count[q][p] <= count[p][p]
Monotone == [][\A p \in Peer : count[p] \preceq count'[p]]_count
Comparable == \E p \in Peer : \A q \in Peer : count[p] \preceq count[q] \/ count[q] \preceq count[p]
====
expect Gossip.cfg
  verdict ok
  generated 2785
  distinct 360
  depth 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Gossip.incomparable.cfg
  verdict invariant-violated
  violated Comparable
  generated 184
  distinct 62
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
