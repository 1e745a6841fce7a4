---- MODULE BitwiseValues ----
EXTENDS Bitwise, Integers

ASSUME (12 & 10) = 8 /\ (12 | 10) = 14 /\ (12 ^^ 10) = 6
ASSUME (0 & 7) = 0 /\ (7 & 0) = 0 /\ (0 | 0) = 0 /\ (5 | 0) = 5 /\ (5 ^^ 5) = 0 /\ (0 ^^ 9) = 9
ASSUME (1 & 1048576) = 0 /\ (1 | 1048576) = 1048577
ASSUME Not(0) = 0 /\ Not(1) = 0 /\ Not(5) = 2 /\ Not(8) = 7
ASSUME shiftR(13, 0) = 13 /\ shiftR(13, 1) = 6 /\ shiftR(13, 3) = 1 /\ shiftR(13, 9) = 0 /\ shiftR(0, 2) = 0
ASSUME \A x \in 0 .. 15, y \in 0 .. 15 : (x & y) + (x | y) = x + y /\ (x ^^ y) = (x | y) - (x & y)
====
