---- MODULE Functions ----
\* Functions: restriction, range, inverse, the mappings between two sets, folds.
EXTENDS Integers, Folds

Restrict(f, S) == [x \in S |-> f[x]]
RestrictDomain(f, Test(_)) == [x \in {y \in DOMAIN f : Test(y)} |-> f[x]]
RestrictValues(f, Test(_)) == [x \in {y \in DOMAIN f : Test(f[y])} |-> f[x]]

\* narrow is wide on a part of wide's domain.
IsRestriction(narrow, wide) ==
  /\ DOMAIN narrow \subseteq DOMAIN wide
  /\ \A x \in DOMAIN narrow : wide[x] = narrow[x]

Range(f) == {f[x] : x \in DOMAIN f}

\* T applied to f and g at each point of f's domain.
Pointwise(f, g, T(_, _)) == [x \in DOMAIN f |-> T(f[x], g[x])]

\* From each t in T to some s in S that f maps to t; any s will do for a t that f never reaches.
Inverse(f, S, T) == [t \in T |-> CHOOSE s \in S : t \notin Range(f) \/ f[s] = t]
AntiFunction(f) == [t \in Range(f) |-> CHOOSE x \in DOMAIN f : f[x] = t]

IsInjective(f) == \A x, y \in DOMAIN f : x # y => f[x] # f[y]

Injection(S, T) == {f \in [S -> T] : IsInjective(f)}
Surjection(S, T) == {f \in [S -> T] : T \subseteq Range(f)}
Bijection(S, T) == {f \in [S -> T] : IsInjective(f) /\ T \subseteq Range(f)}
ExistsInjection(S, T) == (\E f \in [S -> T] : IsInjective(f)) = TRUE  \* one way to hold
ExistsSurjection(S, T) == (\E f \in [S -> T] : T \subseteq Range(f)) = TRUE
ExistsBijection(S, T) == (\E f \in [S -> T] : IsInjective(f) /\ T \subseteq Range(f)) = TRUE

\* op(fun[in], ... op(fun[i2], op(fun[i1], base))) for the indices i1, i2, ..., in.
FoldFunctionOnSet(op(_, _), base, fun, indices) ==
  LET RECURSIVE fold(_, _)
      fold(S, acc) ==
        IF S = {} THEN acc ELSE LET i == CHOOSE i \in S : TRUE IN fold(S \ {i}, op(fun[i], acc))
  IN fold(indices, base)
FoldFunction(op(_, _), base, fun) == FoldFunctionOnSet(op, base, fun, DOMAIN fun)

SumFunctionOnSet(fun, indices) == FoldFunctionOnSet(+, 0, fun, indices)
SumFunction(fun) == FoldFunctionOnSet(+, 0, fun, DOMAIN fun)
====
