---- MODULE LongQueue ----
\* Parts of sequences that are long enough not to be copied: walked, joined, updated, compared, and kept in the state.
EXTENDS Integers, Sequences, FiniteSets, TLC
VARIABLES queue, read, kept

Log == [n \in 1..40 |-> [n |-> n, even |-> n % 2 = 0]]
Entries == {Log[n] : n \in 1..40}

RECURSIVE Sum(_)
Sum(l) == IF l = <<>> THEN 0 ELSE Head(l).n + Sum(Tail(l))

\* A function of sequences remembers its arguments.
Evens[l \in Seq(Entries)] == IF l = <<>> THEN 0 ELSE (IF Head(l).even THEN 1 ELSE 0) + Evens[Tail(l)]

Init == queue = SubSeq(Log, 5, 40) /\ read = 4 /\ kept = {}

Read == /\ Len(queue) > 14
        /\ queue' = Tail(queue)
        /\ read' = read + 1
        /\ UNCHANGED kept
Rotate == /\ read < 12
          /\ Head(queue).n \in {5, 9, 10}
          /\ queue' = Append(Tail(queue), Head(queue))
          /\ UNCHANGED <<read, kept>>
Keep == /\ Cardinality(kept) < 2
        /\ read % 4 = 0
        /\ kept' = kept \cup {SubSeq(queue, 2, Len(queue)), SubSeq(queue, 1, Len(queue) - 2)}
        /\ UNCHANGED <<queue, read>>
Mark == /\ read = 10
        /\ queue' = [Tail(queue) EXCEPT ![3].even = FALSE, ![20] = Log[1]]
        /\ read' = 11
        /\ UNCHANGED kept
Next == Read \/ Rotate \/ Keep \/ Mark

Whole == SubSeq(queue, 1, 3) \o SubSeq(queue, 4, Len(queue)) = queue
Parts == \A p \in kept : p \in Seq(Entries) => Len(p) < 36 /\ Sum(p) < Sum(Log) /\ Evens[p] <= 20
Middle == LET m == SubSeq(queue, 3, Len(queue) - 1) IN
          /\ DOMAIN m = 1..(Len(queue) - 3)
          /\ m[1] = queue[3] /\ m # queue /\ <<m>> # <<queue>>
          /\ {m[i] : i \in DOMAIN m} \subseteq Entries \cup {[n |-> n, even |-> FALSE] : n \in 1..40}
          /\ SelectSeq(m, LAMBDA e : e.n = 0) = <<>>
          /\ ToString(m) = ToString(SubSeq(SubSeq(queue, 2, Len(queue) - 1), 2, Len(queue) - 2))
Never == Cardinality(kept) < 4 \/ read < 30
====
expect LongQueue.cfg
  verdict ok
  generated 1719
  distinct 1719
  depth 27
  tlc Version 2026.04.29.164809 (rev: cc6b616)
