---- MODULE FunctionsValues ----
EXTENDS Functions, Sequences, FiniteSets, TLC

F == [x \in 1 .. 3 |-> x * x]

ASSUME Restrict(F, {1, 2}) = <<1, 4>> /\ Restrict(F, {}) = <<>> /\ Restrict(F, {3}) = (3 :> 9)
ASSUME RestrictDomain(F, LAMBDA x : x > 1) = (2 :> 4 @@ 3 :> 9) /\ RestrictDomain(F, LAMBDA x : FALSE) = <<>>
ASSUME RestrictValues(F, LAMBDA y : y < 5) = <<1, 4>>
ASSUME IsRestriction(<<1, 4>>, F) /\ IsRestriction(F, F) /\ IsRestriction(<<>>, F)
ASSUME ~IsRestriction(<<1, 5>>, F) /\ ~IsRestriction(F, <<1, 4>>)
ASSUME Range(F) = {1, 4, 9} /\ Range(<<>>) = {} /\ Range([a |-> 1, b |-> 1]) = {1}
ASSUME Pointwise(F, <<1, 1, 1>>, -) = <<0, 3, 8>> /\ Pointwise(<<>>, F, +) = <<>>
ASSUME Inverse(F, 1 .. 3, {4, 9}) = (4 :> 2 @@ 9 :> 3)
\* Nothing maps to 5: the first of S is as good as any.
ASSUME Inverse(F, 1 .. 3, {5}) = (5 :> 1)
ASSUME AntiFunction(F) = (1 :> 1 @@ 4 :> 2 @@ 9 :> 3) /\ AntiFunction(<<>>) = <<>>
ASSUME IsInjective(F) /\ IsInjective(<<>>) /\ ~IsInjective(<<1, 2, 1>>) /\ ~IsInjective(5 :> 1 @@ 6 :> 1)
ASSUME Injection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>} /\ Injection({1, 2}, {3}) = {} /\ Injection({}, {1}) = {<<>>}
ASSUME Surjection({1, 2}, {3}) = {<<3, 3>>} /\ Surjection({1}, {3, 4}) = {} /\ Cardinality(Surjection(1 .. 3, {1, 2})) = 6
ASSUME Bijection({1, 2}, {"a", "b"}) = {<<"a", "b">>, <<"b", "a">>} /\ Bijection({1}, {1, 2}) = {}
ASSUME ExistsInjection({1}, {1, 2}) /\ ~ExistsInjection({1, 2}, {1}) /\ ExistsSurjection({1, 2}, {1})
ASSUME ~ExistsSurjection({1}, {1, 2}) /\ ExistsBijection({1}, {"a"}) /\ ~ExistsBijection({1}, {})
ASSUME FoldFunction(+, 0, F) = 14 /\ FoldFunction(+, 5, <<>>) = 5
ASSUME FoldFunctionOnSet(+, 0, F, {1, 3}) = 10 /\ FoldFunctionOnSet(+, 0, F, {}) = 0
\* From the first index in order to the last.
ASSUME FoldFunction(LAMBDA x, acc : Append(acc, x), <<>>, (3 :> "c" @@ 1 :> "a" @@ 2 :> "b")) = <<"a", "b", "c">>
ASSUME FoldFunctionOnSet(LAMBDA x, acc : Append(acc, x), <<>>, <<"a", "b", "c">>, {3, 1}) = <<"a", "c">>
ASSUME SumFunction(F) = 14 /\ SumFunction([a |-> -1, b |-> 4]) = 3 /\ SumFunctionOnSet(F, {2}) = 4
====
