---- MODULE RefusedLater ----
(* Why: what a step assigns and a later conjunct refuses is made first; and what an action is given has no value where its guard is false. *)
EXTENDS Naturals, Sequences

VARIABLES queue, got, mode

Init == queue = <<>> /\ got = 0 /\ mode = "idle"
Send(x) == Len(queue) < 3 /\ queue' = Append(queue, x) /\ UNCHANGED <<got, mode>>
Receive(m) == queue # <<>> /\ got' = m /\ queue' = Tail(queue) /\ UNCHANGED mode
Wait(n) == mode' = "waiting" /\ got' = n /\ UNCHANGED queue
Next == \/ \E x \in 1..2 : Send(x)
        \/ Receive(Head(queue))
        \/ (\E n \in 0..2 : Wait(n)) /\ mode' = "idle"
Known == got \in 0..2 /\ mode = "idle"
Rich == got = 2 => Len(queue) < 3
====
expect RefusedLater.cfg
  verdict ok
  generated 85
  distinct 45
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect RefusedLater.rich.cfg
  verdict invariant-violated
  violated Rich
  generated 58
  distinct 38
  depth 6
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
