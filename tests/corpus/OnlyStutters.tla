----------------------------- MODULE OnlyStutters -----------------------------
\* Of a step that does not change the subscript, the action of <<A>>_v need not have a value.
EXTENDS Integers, Sequences
VARIABLE queue

Init == queue \in {<<>>, <<1>>}
Next == queue' = IF Len(queue) \in 1..2 THEN Append(queue, 1) ELSE queue
Spec == Init /\ [][Next]_queue /\ WF_queue(Next)

Grows == []<><<Head(queue) = 1>>_queue
===============================================================================
expect OnlyStutters.cfg
  verdict property-violated
  violated Grows
  generated 6
  distinct 4
  depth 3
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
