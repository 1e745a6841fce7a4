---- MODULE GraphsValues ----
EXTENDS Graphs, Integers

G == [node |-> 1 .. 4, edge |-> {<<1, 2>>, <<2, 3>>, <<3, 1>>, <<3, 4>>}]
Tree == [node |-> 1 .. 3, edge |-> {<<2, 1>>, <<3, 1>>}]
Pair == [node |-> {1, 2}, edge |-> {<<1, 2>>, <<2, 1>>}]

ASSUME IsDirectedGraph(G) /\ ~IsDirectedGraph([node |-> {1}, edge |-> {<<1, 2>>}])
ASSUME ~IsDirectedGraph([node |-> {1}, edge |-> {}, weight |-> 0])
ASSUME Cardinality(DirectedSubgraph(Tree)) = 13 /\ [node |-> {1, 2}, edge |-> {<<2, 1>>}] \in DirectedSubgraph(Tree)
ASSUME Transpose(Tree) = [node |-> 1 .. 3, edge |-> {<<1, 2>>, <<1, 3>>}]
ASSUME IsUndirectedGraph(Pair) /\ ~IsUndirectedGraph(G) /\ Cardinality(UndirectedSubgraph(Pair)) = 5
ASSUME <<1, 2, 3, 1, 2>> \in Path(G) /\ <<4>> \in Path(G) /\ <<>> \notin Path(G) /\ <<2, 1>> \notin Path(G)
ASSUME SimplePath(Tree) = {<<1>>, <<2>>, <<3>>, <<2, 1>>, <<3, 1>>} /\ Cardinality(SimplePath(G)) = 13
ASSUME AreConnectedIn(1, 4, G) /\ ~AreConnectedIn(4, 1, G) /\ AreConnectedIn(4, 4, G) /\ ~AreConnectedIn(9, 9, G)
ASSUME IsStronglyConnected(Pair) /\ ~IsStronglyConnected(G) /\ IsStronglyConnected(EmptyGraph)
ASSUME LET c == ConnectionsIn(G) IN c[1, 4] /\ ~c[4, 1] /\ c[4, 4] /\ c[2, 1]
ASSUME IsTreeWithRoot(Tree, 1) /\ ~IsTreeWithRoot(Tree, 2) /\ ~IsTreeWithRoot(G, 4)
ASSUME GraphUnion(Pair, Tree) = [node |-> 1 .. 3, edge |-> {<<1, 2>>, <<2, 1>>, <<3, 1>>}]
ASSUME IsBipartiteWithPartitions(Tree, {1}, {2, 3}) /\ ~IsBipartiteWithPartitions(Tree, {1, 2}, {3})
ASSUME ~IsBipartiteWithPartitions(Tree, {1, 2}, {2, 3}) /\ IsBipartiteWithPartitions(EmptyGraph, {}, {})
ASSUME HasCycle(G) /\ ~HasCycle(Tree) /\ HasCycle([node |-> {1}, edge |-> {<<1, 1>>}]) /\ IsDag(Tree) /\ ~IsDag(G)
ASSUME Successors(G, 3) = {1, 4} /\ AllSuccessors(G, {1, 3}) = {1, 2, 4} /\ Predecessors(G, 1) = {3} /\ AllPredecessors(G, {2, 4}) = {1, 3}
ASSUME Ancestors(G, 4) = {1, 2, 3} /\ Ancestors(G, 1) = {1, 2, 3} /\ Descendants(G, 1) = 1 .. 4 /\ Descendants(G, 4) = {}
ASSUME InDegree(G, 1) = 1 /\ OutDegree(G, 3) = 2 /\ InDegree(Tree, 1) = 2
ASSUME Roots(Tree) = {2, 3} /\ Leaves(Tree) = {1} /\ Roots(G) = {} /\ Leaves(G) = {4}
ASSUME EmptyGraph = [node |-> {}, edge |-> {}] /\ Cardinality(Graphs({1, 2})) = 16 /\ G \in Graphs(1 .. 4)
====
