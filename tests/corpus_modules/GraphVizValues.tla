---- MODULE GraphVizValues ----
EXTENDS GraphViz, TLC

\* Nodes have names of the tool's own making, so only a graph without any is always the same text.
Label(x) == ToString(x)

ASSUME DotDiGraph([node |-> {}, edge |-> {}], Label, Label) = "digraph MyGraph {}"
====
