---- MODULE SequenceTheorems ----
\* The theorems themselves serve proofs only, which are not read.
EXTENDS Sequences, Functions
LOCAL INSTANCE NaturalsInduction
LOCAL INSTANCE TLAPS
====
