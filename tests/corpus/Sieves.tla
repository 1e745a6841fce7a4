--------------------------------- MODULE Sieves ---------------------------------
(* Why: what is asked of the elements of a set in a loop may depend on names and values around it, may have no value for
   elements of other forms, and may be asked of all subsets at once; a function of several arguments is its body for
   them; and a conjunct about the next state is no bound on what is made before it. *)
EXTENDS Naturals, FiniteSets

CONSTANTS Nodes, Last, None

VARIABLES msgs, ballot, vote, pause

vars == <<msgs, ballot, vote, pause>>

Ballots == 0..Last

\* Only the answers have a vote.
Asked(n, b) == [type |-> "ask", from |-> n, ballot |-> b]
Answered(n, b, v) == [type |-> "answer", from |-> n, ballot |-> b, vote |-> v]

Answers[b \in Ballots, v \in Ballots \cup {None}] ==
  {m \in msgs : m.type = "answer" /\ m.ballot = b /\ m.vote = v}
Voted == {m \in msgs : m.type = "answer" /\ m.vote # None}
Ready[n \in Nodes, b \in Ballots] == pause[n] = 0 /\ b > ballot[n]

Init == /\ msgs = {}
        /\ ballot = [n \in Nodes |-> 0]
        /\ vote = [n \in Nodes |-> None]
        /\ pause = [n \in Nodes |-> 0]

Ask(n) == \E b \in Ballots :
  /\ Ready[n, b]
  /\ ~\E m \in msgs : m.type = "ask" /\ m.ballot >= b
  /\ msgs' = msgs \cup {Asked(n, b)}
  /\ UNCHANGED <<ballot, vote>>

Answer(n) == \E m \in msgs :
  /\ m.type = "ask" /\ m.ballot > ballot[n] /\ m.from # n
  /\ msgs' = msgs \cup {Answered(n, m.ballot, vote[n])}
  /\ ballot' = [ballot EXCEPT ![n] = m.ballot]
  /\ UNCHANGED vote

\* Of the votes, only those of others for a lower ballot.
Choose(n) == \E b \in ballot[n]..Last : \E heard \in SUBSET msgs :
  /\ \A m \in heard : m.type = "answer" /\ m.ballot = b /\ m.from # n
  /\ Cardinality(heard) = 1
  /\ \A m \in Voted : m.ballot <= b /\ m.vote < b
  /\ Answers[b, None] # {}
  /\ vote' = [vote EXCEPT ![n] = b]
  /\ ballot' = [ballot EXCEPT ![n] = b]
  /\ UNCHANGED msgs

Lose == \E lost \in SUBSET msgs :
  /\ lost \subseteq {m \in msgs : m.type = "ask"}
  /\ lost # {}
  /\ msgs' = msgs \ lost
  /\ UNCHANGED <<ballot, vote>>

Move(n) == (Ask(n) \/ Answer(n) \/ Choose(n)) /\ pause' = [m \in Nodes |-> IF m = n THEN 0 ELSE pause[m] + 1]
Wait == Lose /\ pause' = [m \in Nodes |-> pause[m] + 1]

Next == /\ (\E n \in Nodes : Move(n)) \/ Wait
        /\ \A n \in Nodes : pause'[n] <= 2

Within == \A m \in msgs : m.type = "answer" => m.vote \in Ballots \cup {None} /\ m.ballot <= Last
Paused == \A n \in Nodes : pause[n] \in 0..2
Promised == \A n \in Nodes : \A m \in msgs : (m.from = n /\ m.type = "answer") => m.ballot <= ballot[n]
=================================================================================
expect Sieves.cfg
  verdict ok
  generated 1675
  distinct 1119
  depth 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Sieves.three.cfg
  verdict ok
  generated 244
  distinct 184
  depth 9
  tlc Version 2026.04.29.164809 (rev: cc6b616)
