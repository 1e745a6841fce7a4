---------------------------- MODULE ReplacedBase ----------------------------
EXTENDS Naturals

VARIABLE x

Start == 0

Step(n) == n + 1

Init == x = Start

Next == x < 3 /\ x' = Step(x)

Spec == Init /\ [][Next]_x
==============================================================================
