---- MODULE AskedOutside ----
(* Why: membership that would be true of any value of its kind, of one that is not there. *)
EXTENDS Integers, Sequences
VARIABLE queue
Init == queue = <<7>>
Next == queue # <<>> /\ queue' = Tail(queue)
HeadIsANumber == queue[1] \in Int
AllHeads == [a |-> queue[1]] \in [a : Int]
====
expect AskedOutside.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AskedOutside.record.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
