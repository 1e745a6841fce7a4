---- MODULE QuorumTheorems ----
\* The theorems themselves serve proofs only, which are not read.
EXTENDS Quorum, Integers, FiniteSets
====
