---- MODULE Statistics ----
\* Native.
EXTENDS Naturals

\* Whether the chi-square test at significance alpha (a string such as "0.05") finds that the counts actual
\* may well come from a distribution with the counts expected: two functions with one domain.
ChiSquare(expected, actual, alpha) == CHOOSE accepted : TRUE
====
