------------------------------- MODULE GivenOn -------------------------------
(* Why: what an operator is given of the next state, it gives to a recursive one, which reads it at the end of its recursion
   only; in a step, a LET, a constraint on steps and a property. *)
EXTENDS Naturals, Sequences
VARIABLES queue, length

RECURSIVE After(_, _)
After(q, k) == IF k > 0 THEN After(q, k - 1) ELSE Len(q)
Length(q) == After(q, 2)

Init == queue = <<>> /\ length = 0
Next == Len(queue) < 3 /\ queue' = Append(queue, 1) /\ length' = Length(queue')
Spec == Init /\ [][Next]_<<queue, length>>

Grows == LET next == queue' IN Length(next) > Length(queue)
AlwaysGrows == [][Grows]_queue
Right == length = Length(queue)
==============================================================================
expect GivenOn.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
