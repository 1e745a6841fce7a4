---- MODULE Reals ----
\* The real numbers. An engine knows the integers among them; a quotient that is none is an evaluation error.
EXTENDS Integers

Real == CHOOSE R : Int \subseteq R
a / b == CHOOSE q \in Real : q * b = a
Infinity == CHOOSE v : v \notin Real /\ \A r \in Real : r < v
====
