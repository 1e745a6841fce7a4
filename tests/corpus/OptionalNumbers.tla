---------------------------- MODULE OptionalNumbers ----------------------------
\* A number that is written, asked for among what may be numbers or something else: in a set, in a domain, in a bag.
EXTENDS Integers, FiniteSets, Bags, TLC
CONSTANT None
VARIABLES had, by, bag
Init == had = {} /\ by = <<>> /\ bag = EmptyBag
Next == \E k \in {5, 9, None} :
          /\ had' = had \cup {k}
          /\ by' = (k :> 1) @@ by
          /\ CopiesIn(k, bag) < 2
          /\ bag' = bag (+) SetToBag({k})
Asked == (9 \in had) = (9 \in DOMAIN by) /\ (9 \in had) = BagIn(9, bag) /\ (None \notin had \/ 7 \notin had)
NotAll == 9 \notin had \/ 5 \notin DOMAIN by \/ CopiesIn(9, bag) < 2 \/ None \notin had
================================================================================
expect OptionalNumbers.all.cfg
  verdict invariant-violated
  violated NotAll
  generated 37
  distinct 22
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect OptionalNumbers.cfg
  verdict ok
  generated 55
  distinct 27
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
