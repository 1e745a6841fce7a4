---- MODULE Bags ----
\* Bags (multisets): functions from the members to how often each occurs, always at least once.
EXTENDS TLC
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSetsExt

LOCAL Copies(e, B) == IF e \in DOMAIN B THEN B[e] ELSE 0

IsABag(B) == B \in [DOMAIN B -> Nat \ {0}]

BagToSet(B) == DOMAIN B
SetToBag(S) == [x \in S |-> 1]
BagIn(e, B) == e \in DOMAIN B
EmptyBag == [x \in {} |-> 1]

\* Sum and difference; a member of B1 (-) B2 occurs more often in B1 than in B2.
B1 (+) B2 == [e \in DOMAIN B1 \cup DOMAIN B2 |-> Copies(e, B1) + Copies(e, B2)]
B1 (-) B2 == [e \in {d \in DOMAIN B1 : B1[d] > Copies(d, B2)} |-> B1[e] - Copies(e, B2)]

\* The sum of a set of bags.
BagUnion(S) == [e \in UNION {DOMAIN B : B \in S} |-> MapThenSumSet(LAMBDA B : Copies(e, B), S)]

\* Whether B1 is part of B2; the set of all parts of B.
B1 \sqsubseteq B2 == \A e \in DOMAIN B1 : B1[e] \leq Copies(e, B2)
SubBag(B) ==
  LET most == CHOOSE m \in {B[e] : e \in DOMAIN B} : \A e \in DOMAIN B : B[e] \leq m
      Parts(D) == {f \in [D -> 1 .. most] : \A e \in D : f[e] \leq B[e]}
  IN UNION {IF D = {} THEN {EmptyBag} ELSE Parts(D) : D \in SUBSET DOMAIN B}

\* The bag of all F(e), for every copy of every e in B.
BagOfAll(F(_), B) ==
  [e \in {F(d) : d \in DOMAIN B} |-> MapThenSumSet(LAMBDA d : B[d], {d \in DOMAIN B : F(d) = e})]

\* The number of copies of all members together, and of e alone.
BagCardinality(B) == MapThenSumSet(LAMBDA e : B[e], DOMAIN B)
CopiesIn(e, B) == Copies(e, B)
====
