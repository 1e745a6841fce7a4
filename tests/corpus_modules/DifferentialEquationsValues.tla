---- MODULE DifferentialEquationsValues ----
EXTENDS DifferentialEquations, Integers

\* Written down, never evaluated.
Position(t) == Integrate([x \in {} |-> 0], 0, t, <<1, 0>>)

ASSUME 1 \in Int
====
