---- MODULE InvariantWithoutValue ----
EXTENDS Integers, Sequences
VARIABLE log
Init == log = <<>>
Next == log' = Append(log, Len(log))
Ordered == Head(log) = 0
====
---- CONFIG InvariantWithoutValue ----
INIT Init
NEXT Next
INVARIANT Ordered
====
