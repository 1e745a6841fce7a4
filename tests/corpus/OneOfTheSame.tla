---- MODULE OneOfTheSame ----
(* Why: under SYMMETRY a variable that only ever has one of the elements has the others in a state's images, also as a
   key and within sets, tuples and records. *)
EXTENDS Integers, TLC
CONSTANT Peers
VARIABLES step, first, within, keyed
Sym == Permutations(Peers)
First == CHOOSE p \in Peers : TRUE
Init ==
  /\ step = [p \in Peers |-> 0]
  /\ first = First
  /\ within = <<{First}, [of |-> <<First>>]>>
  /\ keyed = (First :> 1)
Next == /\ \E p \in Peers : step[p] < 2 /\ step' = [step EXCEPT ![p] = @ + 1]
        /\ UNCHANGED <<first, within, keyed>>
====
expect OneOfTheSame.cfg
  verdict ok
  generated 37
  distinct 18
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
