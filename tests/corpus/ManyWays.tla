---- MODULE ManyWays ----
\* A conjunct that is a function's application, a recursive operator or a \A goes as many ways as what it stands for, and
\* asks a function for no other element.
EXTENDS Integers, Sequences

VARIABLES x, y, step

near == [p \in 0..2 |-> x = p \/ y = p]
part == [p \in 0..2 |-> IF p = 2 THEN Head(<<>>) ELSE x >= 0 \/ y = p]
grid == [p, q \in 0..1 |-> x = p \/ y = q]
Close(r) == [p \in 0..2 |-> x + r = p \/ y + r = p]
Either == x = y \/ x = 0
RECURSIVE Down(_), Odd(_), Even(_), Chain(_, _)
Down(n) == IF n = 0 THEN Either ELSE Down(n - 1)
Odd(n) == n > 0 /\ Even(n - 1)
Even(n) == LET last == Either \/ y = 1 IN IF n = 0 THEN last ELSE Odd(n - 1)
Chain(n, test) == IF n = 0 THEN test ELSE Chain(n - 1, test)
Holds(P(_), n) == P(n)

Step(k) == step = k /\ step' = k + 1 /\ x' = (x + 1) % 3 /\ y' = x
Next == \/ near[0] /\ Step(0)
        \/ (\E k \in 0..1 : part[k]) /\ Step(0)
        \/ [p \in 0..2 |-> x = p \/ y = p][0] /\ near[0] /\ near[0] /\ Step(0)
        \/ (\A k \in 0..1 : [p \in 0..2 |-> x <= p \/ y <= p][k]) /\ Step(1)
        \/ x < 2 /\ y < 2 /\ grid[x, y] /\ Step(0)
        \/ (LET f == [p \in 0..2 |-> x = p \/ y = p \/ Either] IN f[0] /\ f[1] /\ f[0]) /\ Step(1)
        \/ Close(1)[1] /\ Step(0)
        \/ Down(2) /\ Step(1)
        \/ Even(2) /\ Step(2)
        \/ Chain(2, x = 2 \/ y = 1) /\ Step(2)
        \/ (\A k \in {1} : Either) /\ Step(1)
        \/ (\A k \in {1, 2} : Down(k)) /\ Step(1)
        \/ Holds(LAMBDA z : z = 0 \/ x = z, 0) /\ Step(2)
        \/ (\A k \in 0..0 : Holds(LAMBDA z : z = k \/ z < 2, k)) /\ Step(2)
Init == x = 0 /\ y = 0 /\ step = 0
Sound == ENABLED (part[0] /\ x' = 1) /\ near[x]
====
expect ManyWays.cfg
  verdict ok
  generated 27
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
