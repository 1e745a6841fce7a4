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
exit 150
UnknownName.tla:5:9: error: unknown operator or name conter [UnknownIdentifier]
    5 | Next == conter' = counter + 1
      |         ^^^^^^
      = did you mean counter?
