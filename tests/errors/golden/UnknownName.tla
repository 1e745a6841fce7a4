---- MODULE UnknownName ----
EXTENDS Integers
VARIABLE counter
Init == counter = 0
Next == conter' = counter + 1
====
---- CONFIG UnknownName ----
INIT Init
NEXT Next
====
