---- MODULE StatisticsValues ----
EXTENDS Statistics

ASSUME ChiSquare(<<10, 10>>, <<9, 11>>, "0.05") /\ ~ChiSquare(<<10, 10>>, <<1, 19>>, "0.05")
ASSUME ChiSquare(<<10, 10, 10>>, <<10, 10, 10>>, "0.2")
\* A statistic of 3.6 with one degree of freedom has a probability of 0.058.
ASSUME ChiSquare(<<10, 10>>, <<4, 16>>, "0.005") /\ ~ChiSquare(<<10, 10>>, <<4, 16>>, "0.01")
ASSUME ChiSquare(<<20, 20>>, <<14, 26>>, "0.05") /\ ~ChiSquare(<<20, 20>>, <<14, 26>>, "0.06")
====
