---- MODULE Lockers ----
(* Why: SYMMETRY over model values: orbits count once; without it every permutation does. *)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS Users, Boxes, Nobody

VARIABLES owner, tries

Perms == Permutations(Users) \cup Permutations(Boxes)

Init == owner = [b \in Boxes |-> Nobody] /\ tries = [u \in Users |-> 0]

Owned(u) == {b \in Boxes : owner[b] = u}

Take(u, b) == /\ owner[b] = Nobody
              /\ Cardinality(Owned(u)) < 2
              /\ owner' = [owner EXCEPT ![b] = u]
              /\ UNCHANGED tries

Fail(u, b) == /\ owner[b] \notin {Nobody, u}
              /\ tries[u] < 1
              /\ tries' = [tries EXCEPT ![u] = @ + 1]
              /\ UNCHANGED owner

Release(u) == \E b \in Owned(u) : owner' = [owner EXCEPT ![b] = Nobody] /\ tries' = [tries EXCEPT ![u] = 0]

Next == \E u \in Users : Release(u) \/ \E b \in Boxes : Take(u, b) \/ Fail(u, b)

TypeOK == owner \in [Boxes -> Users \cup {Nobody}] /\ tries \in [Users -> 0..1]
AtMostTwo == \A u \in Users : Cardinality(Owned(u)) <= 2
====
expect Lockers.cfg
  verdict ok
  generated 226
  distinct 33
  depth 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Lockers.full.cfg
  verdict ok
  generated 3232
  distinct 487
  depth 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
