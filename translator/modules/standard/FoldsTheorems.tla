---- MODULE FoldsTheorems ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS Folds, FiniteSets
====
