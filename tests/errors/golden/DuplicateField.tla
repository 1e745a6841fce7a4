---- MODULE DuplicateField ----
VARIABLE m
Init == m = [type |-> "a", from |-> 1, type |-> "b"]
Next == UNCHANGED m
====
---- CONFIG DuplicateField ----
INIT Init
NEXT Next
====
