---- MODULE DifferentialEquations ----
\* By name only: no engine evaluates real numbers.
LOCAL INSTANCE Reals
LOCAL INSTANCE Sequences

\* The value at b, with its derivatives, of the solution of D = 0 that has InitVals at a.
Integrate(D, a, b, InitVals) == CHOOSE v \in [1 .. Len(InitVals) -> Real] : TRUE
====
