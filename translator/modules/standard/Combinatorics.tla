---- MODULE Combinatorics ----
EXTENDS Naturals

factorial[n \in Nat] == IF n < 2 THEN 1 ELSE factorial[n - 1] * n

\* The number of k-element subsets of n elements.
choose(n, k) ==
  LET ways[i \in 0 .. k] == IF i = 0 THEN 1 ELSE (ways[i - 1] * (n - k + i)) \div i IN ways[k]
====
