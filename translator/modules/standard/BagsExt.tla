---- MODULE BagsExt ----
\* More on bags.
LOCAL INSTANCE Bags
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds
LOCAL INSTANCE Functions

\* One copy of x more, one less if there is any, none at all.
BagAdd(B, x) == [e \in DOMAIN B \cup {x} |-> CopiesIn(e, B) + IF e = x THEN 1 ELSE 0]
BagRemove(B, x) ==
  [e \in {d \in DOMAIN B : d # x \/ B[d] # 1} |-> B[e] - IF e = x THEN 1 ELSE 0]
BagRemoveAll(B, x) == [e \in DOMAIN B \ {x} |-> B[e]]

\* For each member x, op(... op(op(base, f(x)), f(x)) ..., f(x)) with one f(x) per copy; then those by
\* MapThenFoldSet, again from base.
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET copies(x) ==
        LET power[n \in 0 .. B[x]] == IF n = 0 THEN base ELSE op(power[n - 1], f(x)) IN power[B[x]]
  IN MapThenFoldSet(op, base, copies, LAMBDA S : CHOOSE x \in S : TRUE, DOMAIN B)

\* op(... op(base, x) ..., y) over all copies of all members.
FoldBag(op(_, _), base, B) ==
  LET copies(x, acc) ==
        FoldFunctionOnSet(LAMBDA y, inner : op(inner, y), acc, [i \in 1 .. B[x] |-> x], 1 .. B[x])
  IN FoldFunctionOnSet(copies, base, [x \in DOMAIN B |-> x], DOMAIN B)
SumBag(B) == FoldBag(+, 0, B)
ProductBag(B) == FoldBag(LAMBDA product, x : product * x, 1, B)
====
