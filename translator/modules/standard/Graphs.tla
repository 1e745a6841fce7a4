---- MODULE Graphs ----
\* Directed graphs: records with a set of nodes and a set of edges <<from, to>>.
EXTENDS Naturals, Sequences, FiniteSets, SequencesExt, Relation

IsDirectedGraph(G) ==
  G = [node |-> G.node, edge |-> G.edge] /\ G.edge \subseteq G.node \X G.node

\* The graphs with some of G's nodes and some of its edges.
DirectedSubgraph(G) ==
  UNION {[node : {N}, edge : SUBSET (G.edge \cap (N \X N))] : N \in SUBSET G.node}

Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \in G.edge}]

\* Undirected: each edge is there in both directions.
IsUndirectedGraph(G) == IsDirectedGraph(G) /\ \A e \in G.edge : <<e[2], e[1]>> \in G.edge
UndirectedSubgraph(G) == {H \in DirectedSubgraph(G) : Transpose(H).edge = H.edge}

Successors(G, n) == {m \in G.node : <<n, m>> \in G.edge}
AllSuccessors(G, S) == UNION {Successors(G, n) : n \in S}
Predecessors(G, n) == {m \in G.node : <<m, n>> \in G.edge}
AllPredecessors(G, S) == UNION {Predecessors(G, n) : n \in S}

\* S and the nodes that steps lead to from there.
LOCAL Reached(step(_), S) ==
  LET RECURSIVE grow(_, _)
      grow(All, New) ==
        IF New = {} THEN All
        ELSE LET Next == (UNION {step(n) : n \in New}) \ All IN grow(All \cup Next, Next)
  IN grow(S, S)

\* Nodes that n leads to over one edge or more, and nodes that so lead to n.
Descendants(G, n) == Reached(LAMBDA m : Successors(G, m), Successors(G, n))
Ancestors(G, n) == Reached(LAMBDA m : Predecessors(G, m), Predecessors(G, n))

\* The node sequences that follow edges (infinitely many where there is a cycle); those without repetition.
Path(G) == {p \in Seq(G.node) : p # <<>> /\ \A i \in 2 .. Len(p) : <<p[i - 1], p[i]>> \in G.edge}
SimplePath(G) ==
  LET RECURSIVE extend(_)
      extend(Paths) ==
        IF Paths = {} THEN {}
        ELSE Paths \cup extend(UNION {{Append(p, n) : n \in Successors(G, Last(p)) \ ToSet(p)} : p \in Paths})
  IN extend({<<n>> : n \in G.node})

AreConnectedIn(m, n, G) == m \in G.node /\ (n = m \/ n \in Descendants(G, m))
IsStronglyConnected(G) == \A m \in G.node : {m} \cup Descendants(G, m) = G.node

\* The function that tells of two nodes whether they are the same or connected.
ConnectionsIn(G) ==
  LET from == [m \in G.node |-> Descendants(G, m)] IN [m, n \in G.node |-> m = n \/ n \in from[m]]

\* Edges lead to the parent, and so in the end to r.
IsTreeWithRoot(G, r) ==
  /\ IsDirectedGraph(G)
  /\ r \in G.node
  /\ \A e \in G.edge : e[1] # r /\ \A f \in G.edge : f[1] = e[1] => f = e
  /\ {r} \cup Ancestors(G, r) = G.node

GraphUnion(G, H) == [node |-> G.node \cup H.node, edge |-> G.edge \cup H.edge]

\* Every node is in one of two disjoint sets, and every edge goes between them.
IsBipartiteWithPartitions(G, U, V) ==
  /\ U \cap V = {}
  /\ G.node \subseteq U \cup V
  /\ \A e \in G.edge : (e[1] \in U /\ e[2] \in V) \/ (e[1] \in V /\ e[2] \in U)

HasCycle(G) == \E n \in G.node : n \in Descendants(G, n)
IsDag(G) == IsDirectedGraph(G) /\ ~HasCycle(G)

InDegree(G, n) == Cardinality(Predecessors(G, n))
OutDegree(G, n) == Cardinality(Successors(G, n))
Roots(G) == {n \in G.node : InDegree(G, n) = 0}
Leaves(G) == {n \in G.node : OutDegree(G, n) = 0}

\* The graph without nodes; the graphs whose nodes are S.
EmptyGraph == [node |-> {}, edge |-> {}]
Graphs(S) == [node : {S}, edge : SUBSET (S \X S)]
====
