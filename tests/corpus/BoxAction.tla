---- MODULE BoxAction ----
(* Why: [A]_v and <<A>>_v written in the next-state relation itself, with tuple and expression subscripts. *)
EXTENDS Naturals

VARIABLES p, q, r
pq == <<p, q>>

Init == p = 0 /\ q = 0 /\ r \in {0, 1}
Inc == p' = (p + 1) % 3 /\ q' = q /\ r' = r
Mix == <<p' \in 0..2 /\ q' = 1 - q>>_pq /\ r' = r
Same == <<p' = p /\ q' \in 0..1 /\ r' = 1 - r>>_<<p, q>>
Box == [p' = q /\ q' = 0 /\ r' = 0]_<<pq, r>>
Next == IF r = 0 THEN Inc \/ Mix \/ Box ELSE Same \/ Box \/ Inc
TypeOK == p \in 0..2 /\ q \in 0..1 /\ r \in 0..1
====
expect BoxAction.cfg
  verdict ok
  generated 50
  distinct 9
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
