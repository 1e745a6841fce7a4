---- MODULE Combinatorics ----
EXTENDS Naturals

factorial[n \in Nat] == IF n < 2 THEN 1 ELSE factorial[n - 1] * n

\* The number of k-element subsets of n elements: of ways to take k steps one way and n - k the other. By sums alone, which
\* are never larger than the result.
choose(n, k) ==
  LET ways[i \in 0 .. k, j \in 0 .. n - k] == IF i = 0 \/ j = 0 THEN 1 ELSE ways[i - 1, j] + ways[i, j - 1]
  IN IF k > n THEN 0 ELSE ways[k, n - k]
====
