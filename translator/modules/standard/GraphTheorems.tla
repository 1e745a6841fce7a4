---- MODULE GraphTheorems ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS Graphs, Sequences
====
