---- MODULE FunctionTheorems ----
\* The theorems themselves serve proofs only, which are not read.
EXTENDS Functions, Integers, FiniteSets
====
