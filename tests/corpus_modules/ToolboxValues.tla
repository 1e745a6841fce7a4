---- MODULE ToolboxValues ----
EXTENDS Toolbox, Sequences, Integers

Recorded == <<[x |-> 1], [x |-> 2]>>

ASSUME _TEPosition = 1 /\ Len(_TETrace) = 2 /\ _TETrace[_TEPosition].x = 1
====
