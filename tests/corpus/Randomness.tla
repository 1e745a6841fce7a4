---- MODULE Randomness ----
(* Why: module Randomization where it is not random: subsets as large as the set, sets of subsets of an empty set. *)
EXTENDS Naturals, FiniteSets, Randomization

VARIABLES hand, deck

Cards == 1..5
ASSUME /\ RandomSubset(5, Cards) = Cards
       /\ RandomSubset(0, Cards) = {}
       /\ RandomSubset(1, {7}) = {7}
       /\ \A S \in RandomSetOfSubsets(4, 2, Cards) : S \subseteq Cards
       /\ Cardinality(RandomSubset(3, Cards)) = 3

Init == hand = {} /\ deck \in {RandomSubset(n, 1..n) : n \in 3..5}
Draw == \E c \in deck : hand' = hand \cup {c} /\ deck' = deck \ RandomSubset(1, {c})
Return == Cardinality(hand) > 1 /\ deck' = RandomSubset(Cardinality(deck \cup hand), deck \cup hand) /\ hand' = {}
Next == Draw \/ Return
Apart == hand \cap deck = {}
====
expect Randomness.cfg
  verdict ok
  generated 168
  distinct 56
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
