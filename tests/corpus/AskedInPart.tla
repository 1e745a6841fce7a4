------------------------------ MODULE AskedInPart ------------------------------
\* Functions that have no value as a whole, and are asked where they have one: TLC leaves [x \in S |-> e] a rule when it is applied.
EXTENDS Integers, Sequences
VARIABLES queue, sum
vars == <<queue, sum>>

Item[i \in 1..3] == queue[i]
Last[i \in 1..3] == queue[Len(queue) + 1 - i]
Unless[i \in 1..3] == IF i = 2 THEN Head(<<>>) ELSE i
First(f) == f[1]

Init == queue = <<1>> /\ sum = 0
Add == Len(queue) < 3 /\ queue' = Append(queue, Last[1] + 1) /\ UNCHANGED sum
Take == sum < 5 /\ sum' = sum + Item[1] /\ UNCHANGED queue
Drop == Len(queue) > 1 /\ queue' = Tail(queue) /\ UNCHANGED sum
Next == Add \/ Take \/ Drop

Defined == Item[1] = Head(queue) /\ \E i \in 1..3 : Last[i] = queue[1]
Local == LET g[i \in 1..3] == queue[i] h == [i \in 1..3, j \in 0..1 |-> queue[i] + j] IN g[1] = h[1, 0] /\ g[1] + 1 = h[1, 1]
Handed == First([i \in 1..3 |-> queue[i]]) = queue[1] /\ Unless[1] + Unless[3] = 4
Nested == /\ [f |-> [i \in 1..3 |-> queue[i]]].f[1] = queue[1]
          /\ [i \in 1..3 |-> [j \in 1..3 |-> queue[i + j - 1]]][1][1] = queue[1]
          /\ (IF sum < 9 THEN [i \in 1..3 |-> queue[i]] ELSE <<>>)[1] = queue[1]
Small == sum + queue[1] < 5
\* Asked as a whole, and where it has no value.
Whole == Item = Item
Second == Item[2] > 0
================================================================================
expect AskedInPart.cfg
  verdict evaluation-failed
  generated 190
  distinct 108
  depth 11
  trace 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AskedInPart.second.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AskedInPart.small.cfg
  verdict invariant-violated
  violated Small
  generated 27
  distinct 20
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AskedInPart.whole.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
