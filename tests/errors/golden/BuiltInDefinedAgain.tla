---- MODULE BuiltInDefinedAgain ----
VARIABLE m
a \union b == {a, b}
BOOLEAN == {0, 1}
Init == m = 0 \union 1
Next == UNCHANGED m
====
---- CONFIG BuiltInDefinedAgain ----
INIT Init
NEXT Next
====
exit 150
BuiltInDefinedAgain.tla:3:3: error: \union is built in: it cannot have another meaning [DuplicateDefinition]
    3 | a \union b == {a, b}
      |   ^^^^^^
BuiltInDefinedAgain.tla:4:1: error: BOOLEAN is built in: it cannot have another meaning [DuplicateDefinition]
    4 | BOOLEAN == {0, 1}
      | ^^^^^^^
