---- MODULE FormTells ----
(* Why: what the form of a tuple or a set tells (its length, its domain, what is surely in it) it tells only when all of
   its items have a value. *)
EXTENDS Integers, Sequences
VARIABLES queue, first
Init == queue = <<1>> /\ first = 1
Next == queue' = (IF queue = <<>> THEN <<1>> ELSE <<>>) /\ UNCHANGED first
Length == Len(<<first, queue[1]>>) = 2
Domain == 2 \notin DOMAIN <<queue[1]>>
InUnion == first \in {first} \cup {queue[1]}
Listed == first \in {first, queue[1]}
NotInBoth == 2 \notin {3} \cap {queue[1]}
====
expect FormTells.domain.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FormTells.inunion.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FormTells.length.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FormTells.listed.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FormTells.notinboth.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
