---- MODULE WellFoundedInduction ----
\* The theorems themselves serve proofs only: nothing is proved here.
EXTENDS NaturalsInduction

\* R is a set of pairs, <<x, y>> \in R meaning that x is less than y.
IsTransitivelyClosedOn(R, S) ==
  \A x, y, z \in S : <<x, y>> \in R /\ <<y, z>> \in R => <<x, z>> \in R
IsWellFoundedOn(R, S) == ~ \E f \in [Nat -> S] : \A n \in Nat : <<f[n + 1], f[n]>> \in R
SetLessThan(x, R, S) == {y \in S : <<y, x>> \in R}

\* Def(g, x) depends on g below x only.
WFDefOn(R, S, Def(_, _)) ==
  \A g, h : \A x \in S : (\A y \in SetLessThan(x, R, S) : g[y] = h[y]) => Def(g, x) = Def(h, x)

\* That f is the function that Def defines on S: as defined, as it then is, and that there is but one.
OpDefinesFcn(f, S, Def(_, _)) == f = CHOOSE g : g = [x \in S |-> Def(g, x)]
WFInductiveDefines(f, S, Def(_, _)) == f = [x \in S |-> Def(f, x)]
WFInductiveUnique(S, Def(_, _)) ==
  \A g, h : WFInductiveDefines(g, S, Def) /\ WFInductiveDefines(h, S, Def) => g = h

\* The smallest transitive set of pairs over S that holds those of R.
TransitiveClosureOn(R, S) ==
  {pair \in S \X S :
     \A T \in SUBSET (S \X S) : R \cap (S \X S) \subseteq T /\ IsTransitivelyClosedOn(T, S) => pair \in T}

\* An operator as a set of pairs, the pairs that f maps into R, and lexicographic orders.
OpToRel(_ \prec _, S) == {pair \in S \X S : pair[1] \prec pair[2]}
PreImage(f(_), S, R) == {pair \in S \X S : <<f(pair[1]), f(pair[2])>> \in R}
LexPairOrdering(R1, R2, S1, S2) ==
  {pair \in (S1 \X S2) \X (S1 \X S2) :
     LET p == pair[1]  q == pair[2]
     IN <<p[1], q[1]>> \in R1 \/ (p[1] = q[1] /\ <<p[2], q[2]>> \in R2)}
LexProductOrdering(R, S, n) ==
  {pair \in [1 .. n -> S] \X [1 .. n -> S] :
     \E i \in 1 .. n :
       <<pair[1][i], pair[2][i]>> \in R /\ \A j \in 1 .. (i - 1) : pair[1][j] = pair[2][j]}
====
