---- MODULE FiniteSetsExt ----
\* More on finite sets: folds, sums, extrema, subsets of a given size.
EXTENDS Integers, FiniteSets, Folds, Functions

\* op(xn, ... op(x2, op(x1, base))) for the elements x1, x2, ..., xn of set.
FoldSet(op(_, _), base, set) == FoldFunctionOnSet(op, base, [x \in set |-> x], set)

SumSet(set) == FoldSet(+, 0, set)
ProductSet(set) == FoldSet(LAMBDA x, product : x * product, 1, set)
ReduceSet(op(_, _), set, acc) == FoldSet(op, acc, set)
MapThenSumSet(op(_), set) == FoldSet(LAMBDA x, sum : op(x) + sum, 0, set)

FlattenSet(S) == UNION S
SymDiff(A, B) == (A \cup B) \ (A \cap B)

\* How many elements of S satisfy P; S may be too large to list.
Quantify(S, P(_)) == FoldFunctionOnSet(LAMBDA x, n : IF P(x) THEN n + 1 ELSE n, 0, [x \in S |-> x], S)

\* The subsets of S with k elements.
kSubset(k, S) == {T \in SUBSET S : Cardinality(T) = k}

Max(S) == CHOOSE m \in S : \A x \in S : x \leq m
Min(S) == CHOOSE m \in S : \A x \in S : m \leq x

\* The sets made by taking one element out of each set in Sets.
Choices(Sets) ==
  LET RECURSIVE pick(_)
      pick(Rest) ==
        IF Rest = {} THEN {{}}
        ELSE LET T == CHOOSE T \in Rest : TRUE IN {C \cup {x} : C \in pick(Rest \ {T}), x \in T}
  IN pick(Sets)

\* The only element of S that satisfies P.
ChooseUnique(S, P(_)) == CHOOSE x \in S : {y \in S : P(y)} = {x}
====
