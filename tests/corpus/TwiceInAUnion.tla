---- MODULE TwiceInAUnion ----
(* Why: an element of both sides of a union that is not listed gives its step once. *)
EXTENDS Integers, Sequences
VARIABLE path
Init == path = <<2>>
Short == path' \in {<<>>, <<3>>}
Stay == (\E v \in {path} \cup UNION {[1 .. n -> {3, 2}] : n \in 0 .. 1} : v = path) /\ path' = path
Next == Short \/ Stay
====
expect TwiceInAUnion.cfg
  verdict ok
  generated 10
  distinct 3
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
