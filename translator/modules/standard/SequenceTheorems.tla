---- MODULE SequenceTheorems ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS Sequences, Functions
LOCAL INSTANCE NaturalsInduction
LOCAL INSTANCE TLAPS
====
