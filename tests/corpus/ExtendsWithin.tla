---- MODULE ExtendsWithin ----
(* Why: a module within another one that EXTENDS a third, which stands there too. *)
EXTENDS Naturals
VARIABLE x
---- MODULE Base ----
VARIABLE y
Up == y' = y + 1
====
---- MODULE More ----
EXTENDS Base
Two == y' = y + 2
====
M == INSTANCE More WITH y <- x
Init == x = 0
Next == x < 5 /\ (M!Up \/ M!Two)
====
expect ExtendsWithin.cfg
  verdict ok
  generated 11
  distinct 7
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
