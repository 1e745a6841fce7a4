---- MODULE FunctionTheorems ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS Functions, Integers, FiniteSets
====
