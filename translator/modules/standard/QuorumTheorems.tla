---- MODULE QuorumTheorems ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS Quorum, Integers, FiniteSets
====
