---- MODULE TheoremsValues ----
\* The modules that proofs extend, and a proof to be skipped.
EXTENDS TLAPS, NaturalsInduction, WellFoundedInduction, FiniteSetTheorems, SequenceTheorems, Integers

Less == {<<1, 2>>, <<2, 3>>, <<1, 3>>}

ASSUME FiniteSubsetsOf({1, 2}) = SUBSET {1, 2}
ASSUME StrictSubsetOrdering({1}) = {<<{}, {1}>>}
ASSUME IsTransitivelyClosedOn(Less, 1 .. 3) /\ ~IsTransitivelyClosedOn({<<1, 2>>, <<2, 3>>}, 1 .. 3)
ASSUME SetLessThan(3, Less, 1 .. 3) = {1, 2} /\ SetLessThan(1, Less, 1 .. 3) = {}
ASSUME TransitiveClosureOn({<<1, 2>>, <<2, 1>>}, {1, 2}) = {1, 2} \X {1, 2}
ASSUME OpToRel(<, 1 .. 3) = Less /\ PreImage(LAMBDA x : -x, {-1, -2}, Less) = {<<-1, -2>>}
ASSUME LexPairOrdering({<<1, 2>>}, {<<5, 6>>}, {1, 2}, {5, 6})
         = {<<<<1, 5>>, <<1, 6>>>>, <<<<1, 5>>, <<2, 5>>>>, <<<<1, 5>>, <<2, 6>>>>, <<<<1, 6>>, <<2, 5>>>>,
            <<<<1, 6>>, <<2, 6>>>>, <<<<2, 5>>, <<2, 6>>>>}
ASSUME Cardinality(LexProductOrdering({<<0, 1>>}, {0, 1}, 2)) = 6
ASSUME WFInductiveDefines([x \in 1 .. 3 |-> 2 * x], 1 .. 3, LAMBDA f, x : 2 * x)
ASSUME FiniteNatInductiveDefConclusion([i \in 0 .. 3 |-> 2 ^ i], 1, LAMBDA v, n : 2 * v, 0, 3)
ASSUME Z3 /\ SMTT(10) /\ IsaM("auto")

THEOREM \A n \in Nat : n + 0 = n
  BY SMT
====
