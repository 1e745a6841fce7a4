---- MODULE UndirectedGraphs ----
\* Undirected graphs: records with a set of nodes and a set of edges {a, b}, or {a} for a loop.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE Folds
LOCAL INSTANCE Functions

LOCAL IsRecord(G) == G = [node |-> G.node, edge |-> G.edge]

IsUndirectedGraph(G) == IsRecord(G) /\ \A e \in G.edge : \E a, b \in G.node : {a, b} = e
IsLoopFreeUndirectedGraph(G) ==
  IsRecord(G) /\ \A e \in G.edge : \E a, b \in G.node : {a, b} = e /\ a # b

\* The graphs with some of G's nodes and some of its edges.
UndirectedSubgraph(G) ==
  UNION {[node : {N}, edge : SUBSET {e \in G.edge : \E a, b \in N : {a, b} = e}] : N \in SUBSET G.node}

LOCAL Neighbours(G, n) == {m \in G.node : {m, n} \in G.edge}

\* n and the nodes that can be reached from it.
LOCAL Component(G, n) ==
  LET RECURSIVE grow(_, _)
      grow(All, New) ==
        IF New = {} THEN All
        ELSE LET Next == (UNION {Neighbours(G, m) : m \in New}) \ All IN grow(All \cup Next, Next)
  IN grow({n}, {n})

\* The node sequences that follow edges; those without repetition.
Path(G) == {p \in Seq(G.node) : p # <<>> /\ \A i \in 2 .. Len(p) : {p[i - 1], p[i]} \in G.edge}
SimplePath(G) ==
  LET RECURSIVE extend(_)
      extend(Paths) ==
        IF Paths = {} THEN {}
        ELSE Paths \cup extend(UNION {{Append(p, n) : n \in Neighbours(G, Last(p)) \ ToSet(p)} : p \in Paths})
  IN extend({<<n>> : n \in G.node})

AreConnectedIn(m, n, G) == m \in G.node /\ n \in Component(G, m)

\* The nodes in sets of which each is connected, and no two are; whether there is one such set.
ConnectedComponents(G) == {Component(G, n) : n \in G.node}
IsStronglyConnected(G) == ConnectedComponents(G) = {G.node}

\* The graphs whose nodes are S.
UndirectedGraphs(S) == [node : {S}, edge : SUBSET {{a, b} : a, b \in S}]
====
