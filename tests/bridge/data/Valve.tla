---- MODULE Valve ----
\* Names and places of steps through operators that are given actions, and of disjuncts without a definition.
EXTENDS Integers

VARIABLES tank, tap, worn

Turn == ~tap /\ tap' = TRUE /\ UNCHANGED <<tank, worn>>
Fill ==
  /\ tap
  /\ tank' = tank + 1
  /\ UNCHANGED <<tap, worn>>
Leak(k) == tank >= k /\ tank' = tank - k /\ worn' = worn + 1 /\ UNCHANGED tap
Mend == worn = 2 /\ worn' = 3 /\ UNCHANGED <<tank, tap>>

Guarded(p, A) == p /\ A
Chosen(Op(_)) == \E k \in 1 .. 2 : Op(k)

Next ==
  \/ Turn
  \/ Guarded(tank < 3, Fill)
  \/ Chosen(Leak)
  \/ LET itself(A) == A IN itself(Mend)
  \/ (worn = 3 /\ worn' = 4 /\ UNCHANGED <<tank, tap>>)

Spec == tank = 0 /\ tap = FALSE /\ worn = 0 /\ [][Next]_<<tank, tap, worn>>
Sound == worn < 4
====
