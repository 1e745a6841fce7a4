---- MODULE DivisionByZero ----
EXTENDS Integers
VARIABLES total, parts
Init == total = 12 /\ parts = 1
Next == parts' = parts - 1 /\ total' = total \div parts'
====
---- CONFIG DivisionByZero ----
INIT Init
NEXT Next
====
