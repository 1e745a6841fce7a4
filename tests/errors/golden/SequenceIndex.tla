---- MODULE SequenceIndex ----
EXTENDS Integers, Sequences
VARIABLE log
Init == log = <<"a", "b">>
LastTerm(l) == l[Len(l) + 1]
Next == log' = Append(log, LastTerm(log))
====
---- CONFIG SequenceIndex ----
INIT Init
NEXT Next
====
