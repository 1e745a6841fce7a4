---- MODULE MapsOverDomains ----
(* Why: a function over the domain of another has that domain, which need not begin with 1 where it is made of numbers: a map that
   grows, and a sequence. *)
EXTENDS Integers, Sequences, TLC

VARIABLES held, queue, seen

Node == 1..3
Init == held = [n \in {} |-> 0] /\ queue = <<>> /\ seen = [n \in {} |-> TRUE]
Join(n) == n \notin DOMAIN held /\ held' = (n :> 1) @@ held /\ UNCHANGED <<queue, seen>>
Flip == held' = [n \in DOMAIN held |-> 1 - held[n]] /\ UNCHANGED <<queue, seen>>
Leave(n) == n \in DOMAIN held /\ held' = [m \in DOMAIN held \ {n} |-> held[m]] /\ UNCHANGED <<queue, seen>>
Add(n) == Len(queue) < 2 /\ queue' = Append(queue, n) /\ UNCHANGED <<held, seen>>
Turn == queue' = [i \in DOMAIN queue |-> 3 - queue[i]] /\ UNCHANGED <<held, seen>>
Look == seen' = [n \in DOMAIN held |-> held[n] = 1] /\ UNCHANGED <<held, queue>>
Next == Flip \/ Turn \/ Look \/ \E n \in Node : Join(n) \/ Leave(n) \/ (n < 3 /\ Add(n))
Alike == \A n \in DOMAIN seen : n \in Node
TwoAndThree == ~(DOMAIN seen = {2, 3} /\ seen[3] /\ ~seen[2])
====
expect MapsOverDomains.cfg
  verdict ok
  generated 34993
  distinct 5103
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MapsOverDomains.some.cfg
  verdict invariant-violated
  violated TwoAndThree
  generated 468
  distinct 189
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
