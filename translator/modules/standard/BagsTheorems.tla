---- MODULE BagsTheorems ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS Bags, TLAPS, FiniteSetTheorems, SequenceTheorems
LOCAL INSTANCE Naturals

\* Every count times n; how often each element occurs in a sequence.
Scaling(n, B) == IF n > 0 THEN [e \in DOMAIN B |-> B[e] * n] ELSE EmptyBag
SeqToBag(seq) == [e \in Range(seq) |-> Cardinality({i \in DOMAIN seq : e = seq[i]})]
====
