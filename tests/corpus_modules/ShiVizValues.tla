---- MODULE ShiVizValues ----
EXTENDS ShiViz, Sequences, Integers

Recorded == <<[pc |-> [p |-> "a"]], [pc |-> [p |-> "b"]]>>

\* The position is that of the first state, where nobody has moved yet.
ASSUME _TEPosition = 1 /\ Host = "--" /\ Clock = "{\"p\":0}"
====
