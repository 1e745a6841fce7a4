---- MODULE DuplicateField ----
VARIABLE m
Init == m = [type |-> "a", from |-> 1, type |-> "b"]
Next == UNCHANGED m
====
---- CONFIG DuplicateField ----
INIT Init
NEXT Next
====
exit 150
DuplicateField.tla:3:13: error: the field type is given twice [DuplicateDefinition]
    3 | Init == m = [type |-> "a", from |-> 1, type |-> "b"]
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
