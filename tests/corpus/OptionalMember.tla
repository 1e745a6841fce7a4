---- MODULE OptionalMember ----
(* Why: sequences of records of which some lack a member, compared with sequences whose members have other ranges. *)
EXTENDS Naturals, Sequences
VARIABLES history, term, steps
Grow == /\ steps < 2
        /\ steps' = steps + 1
        /\ history' = IF steps = 0 THEN <<[term |-> 0]>> ELSE <<[term |-> 0], [term |-> 0, index |-> 2]>>
        /\ UNCHANGED term
Turn == /\ term = 0
        /\ history = <<[term |-> term]>>
        /\ term' = 1
        /\ UNCHANGED <<history, steps>>
Known == /\ term = 1
         /\ steps = 2
         /\ history # <<[term |-> 0], [term |-> term]>>
         /\ {history[1]} = {[term |-> term - 1]}
         /\ term' = 2
         /\ UNCHANGED <<history, steps>>
Init == history = <<>> /\ term = 0 /\ steps = 0
Next == Grow \/ Turn \/ Known
====
expect OptionalMember.cfg
  verdict ok
  generated 6
  distinct 6
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
