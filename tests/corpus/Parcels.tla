---- MODULE Parcels ----
(* Why: a set of messages as records of several shapes, the usual form of protocols; the deadlock lies deep, so the counts
   at the stop need the same search order as TLC. *)
EXTENDS Naturals, FiniteSets

CONSTANTS Depots, Parcel, NoDepot

ASSUME Cardinality(Depots) > 1

VARIABLES net, at, asked

vars == <<net, <<at, asked>>>>

Ask(from, to, p) == [kind |-> "ask", from |-> from, to |-> to, parcel |-> p]
Ship(to, p) == [kind |-> "ship", to |-> to, parcel |-> p]

Messages == [kind : {"ask"}, from : Depots, to : Depots, parcel : Parcel] \cup [kind : {"ship"}, to : Depots, parcel : Parcel]

Init == /\ net = {}
        /\ at \in [Parcel -> {CHOOSE d \in Depots : TRUE}]
        /\ asked = {}

Request(d, e, p) == /\ d # e /\ at[p] # d
                    /\ <<d, p>> \notin asked
                    /\ asked' = asked \cup {<<d, p>>}
                    /\ net' = net \cup {Ask(d, e, p)}
                    /\ UNCHANGED at

Answer == \E m \in {m \in net : m.kind = "ask"} :
            /\ IF at[m.parcel] = m.to
                 THEN /\ at' = [at EXCEPT ![m.parcel] = NoDepot]
                      /\ net' = (net \ {m}) \cup {Ship(m.from, m.parcel)}
                 ELSE /\ net' = net \ {m}
                      /\ at' = at
            /\ UNCHANGED <<asked>>

Receive == \E m \in net : /\ m.kind = "ship"
                          /\ at' = [at EXCEPT ![m.parcel] = m.to]
                          /\ net' = net \ {m}
                          /\ asked' = asked \ {<<m.to, m.parcel>>}

Lose == \E m \in net : m.kind = "ask" /\ net' = net \ {m} /\ asked' = asked \ {<<m.from, m.parcel>>} /\ UNCHANGED at

Next == (\E d, e \in Depots, p \in Parcel : Request(d, e, p)) \/ Answer \/ Receive \/ Lose
Spec == Init /\ [][Next]_vars

TypeOK == net \subseteq Messages /\ at \in [Parcel -> Depots \cup {NoDepot}]
OnePlace == \A p \in Parcel : (at[p] = NoDepot) <=> (Cardinality({m \in net : m.kind = "ship" /\ m.parcel = p}) = 1)
====
expect Parcels.cfg
  verdict deadlock
  generated 29167
  distinct 5301
  depth 10
  trace 9
  tlc Version 2026.04.29.164809 (rev: cc6b616)
