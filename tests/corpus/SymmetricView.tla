---- MODULE SymmetricView ----
(* Why: VIEW and SYMMETRY together: the view is of the least image of a state, so what it shows of one process tells states of one
   orbit apart or not, as the order of images has it. *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS Process
VARIABLES waiting, served, turn

Init == waiting = {} /\ served = [p \in Process |-> 0] /\ turn = 0
Ask(p) == p \notin waiting /\ waiting' = waiting \cup {p} /\ UNCHANGED <<served, turn>>
Serve(p) ==
  /\ p \in waiting
  /\ served[p] < 2
  /\ waiting' = waiting \ {p}
  /\ served' = [served EXCEPT ![p] = @ + 1]
  /\ turn' = turn + 1
Next == \E p \in Process : Ask(p) \/ Serve(p)

Symmetry == Permutations(Process)
WithoutTurn == <<waiting, served>>
OnlyServed == <<served, Cardinality(waiting)>>
First == LET p == CHOOSE p \in Process : TRUE IN <<served[p], waiting>>
Bounded == turn =< 2 * Cardinality(Process)
====
expect SymmetricView.cfg
  verdict ok
  generated 141
  distinct 56
  depth 16
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SymmetricView.first.cfg
  verdict ok
  generated 13
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SymmetricView.served.cfg
  verdict ok
  generated 141
  distinct 56
  depth 16
  tlc Version 2026.04.29.164809 (rev: cc6b616)
