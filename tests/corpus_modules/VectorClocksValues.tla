---- MODULE VectorClocksValues ----
EXTENDS VectorClocks, Integers, FiniteSets

Event(node, a, b) == [node |-> node, clock |-> [a |-> a, b |-> b]]
a1 == Event("a", 1, 0)
a2 == Event("a", 2, 0)
b1 == Event("b", 0, 1)
b2 == Event("b", 2, 2)
Clock(e) == e.clock
Node(e) == e.node
Domain(c) == DOMAIN c
Sorted(log) == CausalOrder(log, Clock, Node, Domain)

ASSUME IsCausalOrder(<<a1, a2, b1, b2>>, Clock) /\ IsCausalOrder(<<b1, a1, a2, b2>>, Clock) /\ IsCausalOrder(<<>>, Clock)
ASSUME ~IsCausalOrder(<<a2, a1>>, Clock) /\ ~IsCausalOrder(<<b2, a1>>, Clock) /\ ~IsCausalOrder(<<a1, a1>>, Clock)
\* A node that a clock leaves out counts 0.
ASSUME IsCausalOrder(<<[c |-> [a |-> 1]], [c |-> [b |-> 1]]>>, LAMBDA e : e.c)
ASSUME ~IsCausalOrder(<<[c |-> [a |-> 1, b |-> 1]], [c |-> [b |-> 1]]>>, LAMBDA e : e.c)

\* Events that do not depend on one another may come in any order.
ASSUME \A log \in {<<b2, b1, a2, a1>>, <<a1, a2, b1, b2>>, <<b1, b2, a2, a1>>, <<a2, b1, a1, b2>>} :
         /\ IsCausalOrder(Sorted(log), Clock)
         /\ Len(Sorted(log)) = Len(log)
         /\ Range(Sorted(log)) = Range(log)
ASSUME Sorted(<<b2, b1, a2, a1>>)[4] = b2
====
