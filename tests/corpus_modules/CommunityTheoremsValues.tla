---- MODULE CommunityTheoremsValues ----
EXTENDS FoldsTheorems, FunctionTheorems, FiniteSetsExtTheorems, SequencesExtTheorems, GraphTheorems, QuorumTheorems

ASSUME SumSet({1, 2}) = 3 /\ IsInjective(<<1, 2>>) /\ Reverse(<<1, 2>>) = <<2, 1>> /\ ~HasCycle(EmptyGraph)
ASSUME QuorumSystem({}) = {} /\ MapThenSumSet(LAMBDA x : x, 1 .. 3) = 6
====
