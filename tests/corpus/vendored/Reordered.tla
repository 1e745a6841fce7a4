---- MODULE Reordered ----
\* A copy of a library module counts also where a built-in module that extends the library's own comes first.
EXTENDS FiniteSetsExt, Functions, Naturals

VARIABLE pairs

Init == pairs = Pairs(<<3, 4>>)
Next == pairs # {} /\ pairs' = {p \in pairs : p[1] > Max(DOMAIN p) - Cardinality(pairs) + 1}
TheCopys == Restrict(pairs, {}) = {"the copy's"}
====
expect Reordered.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
