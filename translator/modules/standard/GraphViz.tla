---- MODULE GraphViz ----
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE TLC

\* A directed graph, with a label for each node and each edge, in the DOT language. Nodes are numbered.
DotDiGraph(G, VL(_), EL(_)) ==
  LET nodes == SetToSeq(G.node)
      number(n) == ToString(SelectInSeq(nodes, LAMBDA m : m = n))
      label(text) == (("[label=" \o ToString(text)) \o "];")
      node(n) == number(n) \o label(VL(n))
      edge(e) == ((number(e[1]) \o "->") \o number(e[2])) \o label(EL(e))
      nodeTexts == FoldLeft(LAMBDA text, n : text \o node(n), "", nodes)
      edgeTexts == FoldLeft(LAMBDA text, e : text \o edge(e), "", SetToSeq(G.edge))
  IN (("digraph MyGraph {" \o nodeTexts) \o edgeTexts) \o "}"
====
