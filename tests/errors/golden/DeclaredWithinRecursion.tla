---- MODULE DeclaredWithinRecursion ----
EXTENDS Naturals
RECURSIVE Sum(_)
VARIABLE m
Sum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)
Init == m = Sum(3)
Next == UNCHANGED m
====
---- CONFIG DeclaredWithinRecursion ----
INIT Init
NEXT Next
====
exit 150
DeclaredWithinRecursion.tla:4:1: error: a declaration between the declaration RECURSIVE Sum and its definition [SyntaxError]
    4 | VARIABLE m
      | ^^^^^^^^^^
      = Sum is declared at DeclaredWithinRecursion.tla:3:11: move this before it, or behind its definition
