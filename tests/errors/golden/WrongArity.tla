---- MODULE WrongArity ----
EXTENDS Integers
VARIABLE x
Add(a, b) == a + b
Init == x = 0
Next == x' = Add(x)
====
---- CONFIG WrongArity ----
INIT Init
NEXT Next
====
