---- MODULE EmptyBeside ----
(* Why: an empty set beside a choice of which a branch may be any set, in loops of actions and predicates: nothing of it is left out. *)
EXTENDS Integers, Sequences
VARIABLES boxes, n
Init == boxes = <<>> /\ n = 0
Fill == boxes = <<>> /\ boxes' = <<{<<>>}, {[i \in {0} |-> 3]}>> /\ UNCHANGED n
Count == \E v \in {} \cup (IF boxes = <<>> THEN {} ELSE boxes[1]) : n < 2 /\ n' = n + 1 /\ UNCHANGED boxes
Next == Fill \/ Count
Counted == \A v \in {} \cup (IF boxes = <<>> THEN {} ELSE boxes[1]) : n < 2
Replaced == \E w \in [[a |-> {}] EXCEPT !.a = IF boxes = <<>> THEN {} ELSE boxes[1]].a : n < 2
====
expect EmptyBeside.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EmptyBeside.counted.cfg
  verdict invariant-violated
  violated Counted
  generated 4
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EmptyBeside.replaced.cfg
  verdict ok
  generated 2
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
