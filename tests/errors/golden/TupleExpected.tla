---- MODULE TupleExpected ----
EXTENDS Integers
VARIABLE edges
Init == edges = {<<1, 2>>, <<1, 2, 3>>}
Next == \E <<a, b>> \in edges : edges' = edges \ {<<a, b>>}
====
---- CONFIG TupleExpected ----
INIT Init
NEXT Next
====
