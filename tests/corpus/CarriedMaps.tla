------------------------------ MODULE CarriedMaps ------------------------------
\* Messages that carry functions with some of the keys: sets of them are bits, in TLC's order of such functions.
EXTENDS Integers, FiniteSets, TLC
CONSTANT Keys
VARIABLES store, net
vars == <<store, net>>

Nodes == 1..2
Init == store = [n \in Nodes |-> [k \in {} |-> 0]] /\ net = {}
Put == \E n \in Nodes, k \in Keys, v \in 0..1 : k \notin DOMAIN store[n] /\ store' = [store EXCEPT ![n] = @ @@ (k :> v)] /\ UNCHANGED net
Send == \E n \in Nodes : Cardinality(net) < 3 /\ net' = net \cup {[to |-> 3 - n, kv |-> store[n]]} /\ UNCHANGED store
Receive == \E m \in net : store' = [store EXCEPT ![m.to] = m.kv @@ @] /\ net' = net \ {m}
\* The least one, by the order of its parts.
Lose == Cardinality(net) > 1 /\ net' = net \ {CHOOSE m \in net : TRUE} /\ UNCHANGED store
Next == Put \/ Send \/ Receive \/ Lose
Spec == Init /\ [][Next]_vars

Known == \A m \in net : DOMAIN m.kv \subseteq Keys /\ \A k \in DOMAIN m.kv : m.kv[k] \in 0..1
Small == net # {} => Cardinality(DOMAIN (CHOOSE m \in net : TRUE).kv) <= 2
Never == Cardinality(net) < 3 \/ \E m, o \in net : m # o /\ m.kv = o.kv
================================================================================
expect CarriedMaps.cfg
  verdict ok
  generated 53750
  distinct 10652
  depth 20
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect CarriedMaps.never.cfg
  verdict invariant-violated
  violated Never
  generated 1906
  distinct 715
  depth 6
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect CarriedMaps.words.cfg
  verdict ok
  generated 53750
  distinct 10652
  depth 20
  tlc Version 2026.04.29.164809 (rev: cc6b616)
