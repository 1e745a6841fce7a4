---- MODULE Warehouse ----
(* Why: EXCEPT in depth: nested paths, @ at each level, several updates in one EXCEPT, records inside functions inside records. *)
EXTENDS Integers

Shelves == 1..2
Goods == {"pen", "ink"}

VARIABLE store

Init == store = [stock |-> [s \in Shelves |-> [g \in Goods |-> [count |-> 0, moved |-> FALSE]]], total |-> 0]

Put(s, g) == /\ store.stock[s][g].count < 2
             /\ store' = [store EXCEPT !.stock[s][g].count = @ + 1,
                                       !.total = @ + 1]

Move(s, t, g) == /\ s # t
                 /\ store.stock[s][g].count > 0
                 /\ store.stock[t][g].count < 2
                 /\ store' = [store EXCEPT !.stock = [@ EXCEPT ![s][g].count = @ - 1,
                                                               ![t][g] = [@ EXCEPT !.count = @ + 1, !.moved = TRUE]]]

Drop(s) == /\ \E g \in Goods : store.stock[s][g].moved
           /\ store' = [store EXCEPT !.stock[s] = [g \in Goods |-> [@[g] EXCEPT !["moved"] = FALSE]]]

Next == \E s \in Shelves : \/ \E g \in Goods : Put(s, g)
                           \/ \E t \in Shelves, g \in Goods : Move(s, t, g)
                           \/ Drop(s)

Count(s, g) == store.stock[s][g].count
Balanced == store.total = Count(1, "pen") + Count(2, "pen") + Count(1, "ink") + Count(2, "ink")
TypeOK == store \in [stock : [Shelves -> [Goods -> [count : 0..2, moved : BOOLEAN]]], total : 0..8]
\* An EXCEPT outside the domain changes nothing.
Outside == [store EXCEPT !.stock[7] = 0, !.nothing = 1] = store
====
expect Warehouse.cfg
  verdict ok
  generated 6941
  distinct 1081
  depth 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
