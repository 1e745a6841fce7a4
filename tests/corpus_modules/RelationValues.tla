---- MODULE RelationValues ----
EXTENDS Relation, Integers

S == 1 .. 3
Le == [x, y \in S |-> x <= y]
Lt == [x, y \in S |-> x < y]
Next == [x, y \in S |-> y = x + 1]
Same == [x, y \in S |-> (x % 2) = (y % 2)]
leq(x, y) == x <= y
near(x, y) == x - y \in -1 .. 1

ASSUME IsReflexive(Le, S) /\ ~IsReflexive(Lt, S) /\ IsReflexive(Lt, {}) /\ IsReflexiveUnder(leq, S)
ASSUME IsIrreflexive(Lt, S) /\ ~IsIrreflexive(Le, S) /\ IsIrreflexiveUnder(<, S)
ASSUME IsSymmetric(Same, S) /\ ~IsSymmetric(Le, S) /\ IsSymmetricUnder(near, S) /\ ~IsSymmetricUnder(<, S)
ASSUME IsAntiSymmetric(Le, S) /\ ~IsAntiSymmetric(Same, S) /\ IsAntiSymmetricUnder(<, S) /\ ~IsAntiSymmetricUnder(near, S)
ASSUME IsAsymmetric(Lt, S) /\ ~IsAsymmetric(Le, S) /\ IsAsymmetricUnder(<, S)
ASSUME IsTransitive(Lt, S) /\ ~IsTransitive(Next, S) /\ IsTransitiveUnder(leq, S) /\ ~IsTransitiveUnder(near, S)
ASSUME IsStrictlyPartiallyOrdered(Lt, S) /\ ~IsStrictlyPartiallyOrdered(Le, S) /\ IsStrictlyPartiallyOrderedUnder(<, S)
ASSUME IsPartiallyOrdered(Le, S) /\ ~IsPartiallyOrdered(Same, S) /\ IsPartiallyOrderedUnder(leq, S)
ASSUME IsStrictlyTotallyOrdered(Lt, S) /\ ~IsStrictlyTotallyOrdered(Next, S) /\ IsStrictlyTotallyOrderedUnder(<, S)
ASSUME IsTotallyOrdered(Le, S) /\ ~IsTotallyOrdered(Lt, S) /\ IsTotallyOrderedUnder(leq, S)
ASSUME IsPartiallyOrderedUnder(\subseteq, SUBSET {1, 2}) /\ ~IsTotallyOrderedUnder(\subseteq, SUBSET {1, 2})
ASSUME TransitiveClosure(Next, S) = Lt /\ TransitiveClosure(Same, S) = Same
ASSUME ReflexiveTransitiveClosure(Next, S) = Le
ASSUME ~IsConnected(Next, S) /\ IsConnected([x, y \in S |-> y = (x % 3) + 1], S) /\ ~IsConnected(Same, S)
====
