---- MODULE Assumptions ----
(* Why: a false ASSUME stops before any state is made. *)
EXTENDS Naturals, FiniteSets

CONSTANTS Voters, Quorums

ASSUME Naming == Voters # {}
ASSUME QuorumsMeet == \A Q1, Q2 \in Quorums : Q1 \cap Q2 # {}
ASSUME Quorums \subseteq SUBSET Voters

VARIABLE votes

Init == votes = [v \in Voters |-> 0]
Next == \E Q \in Quorums : /\ \A v \in Q : votes[v] < 2
                           /\ votes' = [v \in Voters |-> IF v \in Q THEN votes[v] + 1 ELSE votes[v]]
AtMostOneFull == Cardinality({Q \in Quorums : \A v \in Q : votes[v] = 2}) <= 1
====
expect Assumptions.cfg
  verdict invariant-violated
  violated AtMostOneFull
  generated 14
  distinct 11
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Assumptions.false.cfg
  verdict assumption-violated
  tlc Version 2026.04.29.164809 (rev: cc6b616)
