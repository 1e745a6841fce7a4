---- MODULE Randomization ----
\* Random subsets, to start from some of too many initial states. Native.
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets

\* Some k elements of S; some k subsets of S at most, with n elements each on average.
RandomSubset(k, S) == CHOOSE T \in SUBSET S : Cardinality(T) = k
RandomSetOfSubsets(k, n, S) == CHOOSE T \in SUBSET SUBSET S : Cardinality(T) \leq k

\* How many subsets five tries give.
TestRandomSetOfSubsets(k, n, S) == [try \in 1 .. 5 |-> Cardinality(RandomSetOfSubsets(k, n, S))]
====
