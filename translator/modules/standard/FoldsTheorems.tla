---- MODULE FoldsTheorems ----
\* The theorems themselves serve proofs only, which are not read.
EXTENDS Folds, FiniteSets
====
