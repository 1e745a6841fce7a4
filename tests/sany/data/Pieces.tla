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

Times(a, b) == a * b
B == INSTANCE Bench WITH Weigh <- LAMBDA n : n + Low, Join <- Times
P == INSTANCE Bench WITH Weigh <- S!Double, Join <- +
ASSUME /\ B!Heavy(3)!some(4) /\ ~B!Heavy(3)!some(5) /\ ~B!Heavy(3)!some(1)
       /\ P!Heavy(3)!some(9) /\ P!Heavy(3)!some(2) /\ ~P!Heavy(3)!some(1)

AXIOM Unknown ==
  \E n : n # n
AXIOM
  Low = 3
ASSUME
  Low = 2

Labelled == \E i \in 1..3 : deep(i) :: (i > 1 /\ one :: i < 3)
Whole == \A i \in 1..3 : Labelled!deep(i) = (i = 2)
Halves(a, b) == /\ a + b < 10
                /\ LET twice(n) == n * 2  half == a \div 2  IN twice(b) > half
ASSUME /\ Whole /\ Whole!1!2 = 3 /\ \E i \in 2..2 : Labelled!deep(i)!one
       /\ Halves(2, 3)!1!<< = 5 /\ Halves(4, 9)!2!twice(6) = 12 /\ Halves(8, 1)!2!half = 4 /\ Halves(1, 1)!:

Init == stock = 0
Next == stock' = stock + 1 /\ S!Room!left
Never == stock # 3
====
