---- MODULE Reals ----
\* The real numbers, by name only: no engine evaluates them, so each use is an evaluation error.
EXTENDS Integers

Real == CHOOSE R : Int \subseteq R
a / b == CHOOSE q \in Real : q * b = a
Infinity == CHOOSE v : v \notin Real /\ \A r \in Real : r < v
====
