---- MODULE NaturalsValues ----
EXTENDS Naturals

ASSUME 2 + 3 = 5 /\ 0 + 0 = 0 /\ 7 - 3 = 4
ASSUME 3 - 7 + 10 = 6
ASSUME 4 * 6 = 24 /\ 0 * 9 = 0
ASSUME 2 ^ 10 = 1024 /\ 5 ^ 0 = 1 /\ 0 ^ 3 = 0 /\ 1 ^ 100 = 1
ASSUME 7 \div 2 = 3 /\ 6 \div 3 = 2 /\ 0 \div 5 = 0
ASSUME 7 % 2 = 1 /\ 6 % 3 = 0 /\ 2 % 5 = 2
ASSUME \A a \in 0 .. 12, b \in 1 .. 5 : a = b * (a \div b) + (a % b)
ASSUME 1 < 2 /\ ~(2 < 2) /\ 2 > 1 /\ ~(1 > 1)
ASSUME 2 <= 2 /\ 2 =< 3 /\ 2 \leq 2 /\ ~(3 <= 2) /\ 2 >= 2 /\ 3 \geq 2
ASSUME 1 .. 3 = {1, 2, 3} /\ 2 .. 2 = {2} /\ 3 .. 2 = {}
ASSUME 0 \in Nat /\ 12345 \in Nat /\ (1 .. 5) \subseteq Nat
ASSUME 2 \in 1 .. 3 /\ 4 \notin 1 .. 3
ASSUME 2 + 3 * 4 = 14 /\ 2 * 3 ^ 2 = 18 /\ 10 - 2 - 3 = 5
ASSUME (CHOOSE x \in 3 .. 9 : x % 4 = 0) = 4
====
