---- MODULE Quorum ----

\* The systems of quorums over S: sets of subsets that pairwise meet, closed under adding elements.
QuorumSystem(S) ==
  {Q \in SUBSET SUBSET S :
     /\ Q # {}
     /\ \A A, B \in Q : A \cap B # {}
     /\ \A A \in Q, B \in SUBSET S : A \subseteq B => B \in Q}
====
