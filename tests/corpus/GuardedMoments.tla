---------------------------- MODULE GuardedMoments ----------------------------
\* Predicates that have a value only where another one beside them in a temporal formula lets them count.
EXTENDS Integers, Sequences
VARIABLE queue

Init == queue = <<>>
Put == Len(queue) < 3 /\ \E n \in 1..2 : queue' = Append(queue, n)
Take == queue # <<>> /\ queue' = Tail(queue)
Next == Put \/ Take
Spec == Init /\ [][Next]_queue /\ WF_queue(Take) /\ SF_queue(Take /\ Len(queue) = 3)

Empty == queue = <<>>
First == Head(queue)
Later == <>(queue = <<>> \/ Len(queue) > 0)

Implied == [](queue # <<>> => (First \in 1..2 /\ Later))
Conjoined == [](Empty \/ (queue # <<>> /\ First < 3 /\ Later))
Disjoined == [](Empty \/ First = 1 \/ First = 2 \/ Later)
Chosen == [](IF Empty THEN Later ELSE First > 0 /\ Later)
Sought == <>((queue # <<>> /\ First = 2) \/ Later)
Negated == [](~(queue # <<>> /\ First = 3 /\ Later))

Violated == [](queue # <<>> => (First = 1 /\ Later))
===============================================================================
expect GuardedMoments.cfg
  verdict ok
  generated 29
  distinct 15
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect GuardedMoments.violated.cfg
  verdict property-violated
  violated Violated
  generated 29
  distinct 15
  depth 4
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
