------------------------------- MODULE BagTraffic -------------------------------
(* Why: sums and differences of bags of messages, as guards and updates, also of bags that have nothing in common, and of
   what is more often in one than in the other. *)
EXTENDS Naturals, Bags, FiniteSets, TLC
CONSTANT N
VARIABLES net, lost, done

Message == [src : 1..N, kind : {"ask", "tell"}]
Init == net = EmptyBag /\ lost = SetToBag({[src |-> 1, kind |-> "ask"]}) /\ done = {}
Send(m) == BagCardinality(net) < 3 /\ net' = net (+) SetToBag({m}) /\ UNCHANGED <<lost, done>>
Double(m) == BagIn(m, net) /\ CopiesIn(m, net) < 2 /\ net' = net (+) (m :> 1) /\ UNCHANGED <<lost, done>>
Receive(m) == BagIn(m, net) /\ net' = net (-) SetToBag({m}) /\ done' = done \cup {m.src} /\ UNCHANGED lost
Lose == net # EmptyBag /\ lost' = net (-) lost /\ net' = net (-) net /\ UNCHANGED done
Next == Lose \/ \E m \in Message : Send(m) \/ Double(m) \/ Receive(m)

Few == \A m \in DOMAIN net : net[m] \in 1..3
Both == BagCardinality(net (+) lost) = BagCardinality(net) + BagCardinality(lost)
NoMore == (net (-) lost) \sqsubseteq net /\ BagCardinality(net (-) (net (+) lost)) = 0
=================================================================================
expect BagTraffic.cfg
  verdict ok
  generated 99361
  distinct 19044
  depth 20
  tlc Version 2026.04.29.164809 (rev: cc6b616)
