---- MODULE Bounded ----
(* The abstract queue Buffered refines. *)
EXTENDS Naturals, Sequences
CONSTANTS Item, Limit, Nothing
VARIABLES queue, out
v == <<queue, out>>
Init == queue = <<>> /\ out = Nothing
Enter == Len(queue) < Limit /\ \E i \in Item : queue' = Append(queue, i) /\ UNCHANGED out
Leave == queue # <<>> /\ out' = Head(queue) /\ queue' = Tail(queue)
Next == Enter \/ Leave
Safe == Init /\ [][Next]_v
Spec == Safe /\ WF_v(Leave)
Drains == \A i \in Item : (queue # <<>> /\ Head(queue) = i) ~> (out = i)
====
