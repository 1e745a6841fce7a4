---- MODULE RealTimeValues ----
EXTENDS RealTime

\* Written down, never evaluated: no model checker has the real numbers.
VARIABLE x
Toggle == x' = 1 - x
Timed == x = 0 /\ [][Toggle]_x /\ RTnow(x) /\ RTBound(Toggle, x, 1, 2)

Init == x = 0 /\ now = 0
Next == Toggle /\ UNCHANGED now

ASSUME 1 - 3 = -2 /\ 2 \in Int
====
