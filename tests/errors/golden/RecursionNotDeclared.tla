---- MODULE RecursionNotDeclared ----
EXTENDS Naturals
VARIABLE x
Sum(n, m) == IF n = 0 THEN m ELSE Sum(n - 1, m + 1)
Init == x = 0
Next == x' = Sum(x, 1)
====
---- CONFIG RecursionNotDeclared ----
INIT Init
NEXT Next
====
exit 150
RecursionNotDeclared.tla:4:35: error: unknown operator or name Sum [UnknownIdentifier]
    4 | Sum(n, m) == IF n = 0 THEN m ELSE Sum(n - 1, m + 1)
      |                                   ^^^
      = what is defined by itself is declared before: RECURSIVE Sum(_, _)
