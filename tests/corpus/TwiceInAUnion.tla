---- MODULE TwiceInAUnion ----
(* Why: an element of both sides of a union that is not listed gives its step once, and is counted once. *)
EXTENDS Integers, Sequences, FiniteSetsExt
VARIABLE path
Init == path = <<2>>
Short == path' \in {<<>>, <<3>>}
Stay == (\E v \in {path} \cup UNION {[1 .. n -> {3, 2}] : n \in 0 .. 1} : v = path) /\ path' = path
Next == Short \/ Stay
Both == {path} \cup UNION {[1 .. n -> {3, 2}] : n \in 0 .. 1}
CountedOnce == MapThenSumSet(LAMBDA v : 1, Both) = 3 /\ Quantify(Both, LAMBDA v : v = path) = 1
====
expect TwiceInAUnion.cfg
  verdict ok
  generated 10
  distinct 3
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
