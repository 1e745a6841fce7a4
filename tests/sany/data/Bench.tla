---- MODULE Bench ----
EXTENDS Naturals
CONSTANT Weigh(_), Join(_, _)
Heavy(n) == \E i \in 1..9 : some(i) :: /\ Weigh(i) > n
                                       /\ Join(Weigh(i), i) < 30
====
