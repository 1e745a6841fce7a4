---- MODULE WeakStrong ----
(* Why: an action enabled again and again but not always: weak fairness does not force it, strong fairness does. *)
EXTENDS Naturals

VARIABLES lamp, sent

vars == <<lamp, sent>>
Init == lamp = "off" /\ sent = 0

Flip == lamp' = (IF lamp = "on" THEN "off" ELSE "on") /\ UNCHANGED sent
SendNow == lamp = "on" /\ sent < 3 /\ sent' = sent + 1 /\ lamp' = lamp
Next == Flip \/ SendNow

Weak == Init /\ [][Next]_vars /\ WF_vars(Flip) /\ WF_vars(SendNow)
Strong == Init /\ [][Next]_vars /\ WF_vars(Flip) /\ SF_vars(SendNow)
StrongOfSent == Init /\ [][Next]_vars /\ WF_vars(Flip) /\ SF_sent(SendNow)

AllSent == <>(sent = 3)
ForeverSent == <>[](sent = 3)
Alternates == []<>(lamp = "on") /\ []<>(lamp = "off")
Progress == \A k \in 0..2 : sent = k ~> sent > k
====
expect WeakStrong.cfg
  verdict ok
  generated 12
  distinct 8
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WeakStrong.sent.cfg
  verdict ok
  generated 12
  distinct 8
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WeakStrong.weak.cfg
  verdict property-violated
  violated AllSent
  generated 12
  distinct 8
  depth 6
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
