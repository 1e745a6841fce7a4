---- MODULE UndirectedGraphsValues ----
EXTENDS UndirectedGraphs, Integers, FiniteSets

G == [node |-> 1 .. 4, edge |-> {{1, 2}, {2, 3}}]
Loop == [node |-> {1}, edge |-> {{1}}]

ASSUME IsUndirectedGraph(G) /\ IsUndirectedGraph(Loop) /\ ~IsUndirectedGraph([node |-> {1}, edge |-> {{1, 2}}])
ASSUME IsLoopFreeUndirectedGraph(G) /\ ~IsLoopFreeUndirectedGraph(Loop) /\ ~IsUndirectedGraph([node |-> 1 .. 3, edge |-> {1 .. 3}])
ASSUME UndirectedSubgraph(Loop) = {[node |-> {}, edge |-> {}], [node |-> {1}, edge |-> {}], Loop}
ASSUME <<1, 2, 3, 2>> \in Path(G) /\ <<1, 3>> \notin Path(G) /\ <<>> \notin Path(G)
ASSUME SimplePath(G) = {<<1>>, <<2>>, <<3>>, <<4>>, <<1, 2>>, <<2, 1>>, <<2, 3>>, <<3, 2>>, <<1, 2, 3>>, <<3, 2, 1>>}
ASSUME AreConnectedIn(3, 1, G) /\ ~AreConnectedIn(1, 4, G) /\ AreConnectedIn(4, 4, G) /\ ~AreConnectedIn(7, 7, G)
ASSUME ConnectedComponents(G) = {{1, 2, 3}, {4}} /\ ConnectedComponents([node |-> {}, edge |-> {}]) = {}
ASSUME ~IsStronglyConnected(G) /\ IsStronglyConnected([node |-> {1, 2}, edge |-> {{1, 2}}])
ASSUME Cardinality(UndirectedGraphs({1, 2})) = 8 /\ G \in UndirectedGraphs(1 .. 4)
====
