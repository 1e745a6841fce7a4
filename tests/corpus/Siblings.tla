---- MODULE Siblings ----
(* Why: a module that extends what its INSTANCE also extends: the constant given in the .cfg is substituted within the instance. *)
EXTENDS SiblingsBase

One(h) == INSTANCE SiblingsOne WITH Houses <- {h}, lit <- h :> lit[h]
Init == Street!Dark(Houses)
Next == \E h \in Houses : Street!Switch(h)
Spec == Init /\ [][Next]_lit
Second == One(2)!Spec
Every == \A h \in Houses : One(h)!Spec
AnyLit == \A h \in Houses : []One(h)!Bright
====
expect Siblings.cfg
  verdict ok
  generated 25
  distinct 8
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Siblings.dark.cfg
  verdict invariant-violated
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
