---- MODULE IntegersValues ----
EXTENDS Integers

ASSUME -3 + 1 = -2 /\ 1 - 3 = -2 /\ -(-4) = 4
ASSUME -3 * 4 = -12 /\ (-3) * (-4) = 12
ASSUME (-2) ^ 3 = -8 /\ (-2) ^ 2 = 4
ASSUME (-7) \div 2 = -4 /\ -7 \div 2 = -3 /\ 7 \div 2 = 3
ASSUME (-7) % 2 = 1 /\ -7 % 2 = 1 /\ (-6) % 3 = 0
ASSUME \A a \in -9 .. 9, b \in 1 .. 4 : a = b * (a \div b) + (a % b) /\ a % b \in 0 .. (b - 1)
ASSUME -3 \in Int /\ -3 \notin Nat /\ 0 \in Int
ASSUME -2 .. 1 = {-2, -1, 0, 1} /\ (0 .. -1) = {}
ASSUME -3 < -2 /\ -2 <= -2 /\ 0 > -1 /\ -1 >= -1
ASSUME (CHOOSE x \in -5 .. 5 : x * x = 9) = -3
====
