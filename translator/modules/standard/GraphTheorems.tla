---- MODULE GraphTheorems ----
\* The theorems themselves serve proofs only, which are not read.
EXTENDS Graphs, Sequences
====
