---- MODULE FiniteSets ----
\* Native.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

\* Some sequence lists all of S.
IsFiniteSet(S) == \E list \in Seq(S) : S = {list[i] : i \in DOMAIN list}

\* The number of elements of a finite set.
Cardinality(S) ==
  LET size[T \in SUBSET S] == IF T = {} THEN 0 ELSE size[T \ {CHOOSE e \in T : TRUE}] + 1
  IN size[S]
====
