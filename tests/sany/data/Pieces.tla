---- MODULE Pieces ----
(* Why: parts of definitions reached through an instance, and what SANY makes of them: LAMBDAs and substitutions. *)
EXTENDS Naturals
VARIABLE stock
Low == 2
S == INSTANCE Shelf WITH Width <- Low + 1, load <- stock
W(n) == INSTANCE Shelf WITH Width <- n, load <- stock
ASSUME /\ S!Area!<< = 3 /\ W(6)!Area!<< = 6 /\ W(6)!Area = 24
       /\ S!Wide!edge /\ ~W(1)!Wide!edge
       /\ S!Sum(2)!2 = 4 /\ S!Deep!inner(2) /\ ~S!Deep!inner(5)
Init == stock = 0
Next == stock' = stock + 1 /\ S!Room!left
Never == stock # 3
====
