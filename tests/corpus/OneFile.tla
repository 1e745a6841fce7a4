---- MODULE OneFile ----
(* Why: other modules after the first in the same file: extended, and instantiated with and without parameters. *)
EXTENDS OneFileUnits, Naturals
VARIABLE pile

Stack(limit) == INSTANCE OneFileStack WITH items <- pile, most <- limit
Init == pile = <<>>
Next == \E u \in Unit : Stack(3)!Push(u) \/ Stack(3)!Pop
Low == Stack(3)!Fits
====
Text between modules is free.
---- MODULE OneFileUnits ----
Unit == {"brick", "beam"}
====
---- MODULE OneFileStack ----
EXTENDS Sequences, Naturals
CONSTANT most
VARIABLE items
Fits == Len(items) <= most
Push(x) == Len(items) < most /\ items' = Append(items, x)
Pop == items # <<>> /\ items' = SubSeq(items, 1, Len(items) - 1)
====
expect OneFile.cfg
  verdict ok
  generated 43
  distinct 15
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
