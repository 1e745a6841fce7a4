---- MODULE FiniteSetsExtTheorems ----
\* The theorems themselves serve proofs only, which are not read.
EXTENDS FiniteSetsExt, FiniteSets, Integers
====
