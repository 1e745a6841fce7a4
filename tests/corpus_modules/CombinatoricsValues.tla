---- MODULE CombinatoricsValues ----
EXTENDS Combinatorics

ASSUME factorial[0] = 1 /\ factorial[1] = 1 /\ factorial[5] = 120 /\ factorial[12] = 479001600
ASSUME choose(5, 2) = 10 /\ choose(5, 0) = 1 /\ choose(5, 5) = 1 /\ choose(0, 0) = 1 /\ choose(2, 3) = 0
ASSUME choose(30, 15) = 155117520
ASSUME \A n \in 1 .. 12 : \A k \in 1 .. n : choose(n, k) = choose(n - 1, k - 1) + choose(n - 1, k)
====
