---- MODULE EitherKind ----
(* Why: membership in a union of a listed set and one told by its form, of values of two kinds: the listed one is asked
   first, whichever side it stands on, and has no answer for a record. Model values have one for anything. *)
EXTENDS Naturals, Sequences
CONSTANTS None, Nothing
VARIABLES step, log

Image == [name : {"i1", "i2"}, made : Nat]
Optional == {None} \cup Image
Reversed == Image \cup {None}
Named == {Nothing} \cup Image
Init == step = 0 /\ log = <<>>
Next == /\ step < 3
        /\ step' = step + 1
        /\ \/ log' = Append(log, [kind |-> "R", image |-> None, other |-> Nothing])
           \/ log' = Append(log, [kind |-> "W", image |-> [name |-> "i1", made |-> step], other |-> [name |-> "i2", made |-> 1]])

Typed == log \in Seq([kind : {"R", "W"}, image : Optional, other : Named])
TypedReversed == log \in Seq([kind : {"R", "W"}, image : Reversed, other : Named])
OthersTyped == \A i \in 1..Len(log) : log[i].other \in Named
====
expect EitherKind.cfg
  verdict evaluation-failed
  generated 3
  distinct 3
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EitherKind.reversed.cfg
  verdict evaluation-failed
  generated 3
  distinct 3
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EitherKind.model.cfg
  verdict ok
  generated 15
  distinct 15
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
