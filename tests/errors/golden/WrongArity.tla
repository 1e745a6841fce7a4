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
exit 150
WrongArity.tla:6:14: error: Add takes 2 arguments, 1 given [WrongArity]
    6 | Next == x' = Add(x)
      |              ^^^
      = it is declared at WrongArity.tla:4:1
