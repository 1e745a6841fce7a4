---- MODULE Odometer ----
(* Why: VIEW decides which states are the same; the first one met stays, so the count depends on breadth-first order. *)
EXTENDS Naturals

VARIABLES km, trips, driver

Init == km = 0 /\ trips = 0 /\ driver \in {"a", "b"}

Drive(d) == km + d <= 12 /\ km' = km + d /\ trips' = trips + 1 /\ UNCHANGED driver
Swap == trips < 9 /\ trips % 2 = 1 /\ driver' = (IF driver = "a" THEN "b" ELSE "a") /\ trips' = trips + 1 /\ UNCHANGED km

Next == Swap \/ \E d \in {2, 3} : Drive(d)

WithoutTrips == <<km, driver>>
Range == km \in 0..12 /\ trips \in 0..20
====
expect Odometer.cfg
  verdict ok
  generated 50
  distinct 24
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Odometer.noview.cfg
  verdict ok
  generated 182
  distinct 102
  depth 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
