---- MODULE Handshake ----
(* Why: a module with CHOOSE of a value outside a set, as specs do for "no value", replaced by a model value in the .cfg. *)
EXTENDS Naturals

CONSTANT Data
NoData == CHOOSE d : d \notin Data

VARIABLES wire, ready, ack, got

vars == <<wire, ready, ack, got>>

Init == wire = NoData /\ ready = 0 /\ ack = 0 /\ got = NoData

Offer(d) == ready = ack /\ wire' = d /\ ready' = 1 - ready /\ UNCHANGED <<ack, got>>
Accept == ready # ack /\ got' = wire /\ ack' = 1 - ack /\ UNCHANGED <<wire, ready>>
Clear == ready = ack /\ wire # NoData /\ wire' = NoData /\ UNCHANGED <<ready, ack, got>>

Next == Accept \/ Clear \/ \E d \in Data : Offer(d)
Spec == Init /\ [][Next]_vars

TypeOK == wire \in Data \cup {NoData} /\ got \in Data \cup {NoData} /\ {ready, ack} \subseteq {0, 1}
Delivered == ready = ack /\ wire # NoData => got = wire
====
expect Handshake.cfg
  verdict ok
  generated 67
  distinct 34
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Handshake.unbounded.cfg
  verdict evaluation-failed
  generated 0
  distinct 0
  depth 0
  tlc Version 2026.04.29.164809 (rev: cc6b616)
