---- MODULE FiniteSetsExtTheorems ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS FiniteSetsExt, FiniteSets, Integers
====
