---- MODULE Groceries ----
(* Why: module Bags: a bag is a function to positive counts, and every operator on it. *)
EXTENDS Naturals, Bags, FiniteSets, TLC

VARIABLES basket, shelf

B1 == SetToBag({"egg", "tea"})
B2 == ("egg" :> 2) @@ ("jam" :> 1)

ASSUME /\ IsABag(B1) /\ ~IsABag([x \in {1} |-> 0])
       /\ BagToSet(B2) = {"egg", "jam"}
       /\ CopiesIn("egg", B2) = 2 /\ CopiesIn("oil", B2) = 0
       /\ (B1 (+) B2) = ("egg" :> 3 @@ "tea" :> 1 @@ "jam" :> 1)
       /\ (B2 (-) B1) = ("egg" :> 1 @@ "jam" :> 1)
       /\ B1 \sqsubseteq (B1 (+) B2) /\ ~(B2 \sqsubseteq B1)
       /\ BagCardinality(B2) = 3
       /\ BagIn("tea", B1) /\ ~BagIn("jam", B1)
       /\ EmptyBag = <<>> /\ BagCardinality(EmptyBag) = 0
       /\ BagUnion({B1, B2}) = B1 (+) B2
       /\ Cardinality(SubBag(B2)) = 6
       /\ BagOfAll(LAMBDA x : IF x = "egg" THEN "jam" ELSE x, B2) = ("jam" :> 3)

Init == basket = EmptyBag /\ shelf = [g \in {"egg", "jam", "tea"} |-> IF g = "egg" THEN 3 ELSE 2]

Take(g) == /\ BagIn(g, shelf)
           /\ shelf' = shelf (-) SetToBag({g})
           /\ basket' = basket (+) SetToBag({g})
PutBack == /\ BagCardinality(basket) > 4
           /\ shelf' = shelf (+) basket
           /\ basket' = EmptyBag
Next == (\E g \in BagToSet(shelf) : Take(g)) \/ PutBack

Conserved == BagCardinality(basket (+) shelf) = 7
AllBags == IsABag(basket) /\ IsABag(shelf)
====
expect Groceries.cfg
  verdict ok
  generated 86
  distinct 36
  depth 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
