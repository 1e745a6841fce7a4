---- MODULE Ballots ----
(* Why: consensus by ballots and quorums, in the way of Paxos: a growing message set, quantified CHOOSE of the highest vote. *)
EXTENDS Integers, FiniteSets

CONSTANTS Acceptor, Value, Quorum, Ballot, Empty

ASSUME \A Q \in Quorum : Q \subseteq Acceptor
ASSUME \A Q, R \in Quorum : Q \cap R # {}

VARIABLES promised, accepted, msgs

Send(m) == msgs' = msgs \cup {m}

Init == /\ promised = [a \in Acceptor |-> -1]
        /\ accepted = [a \in Acceptor |-> [bal |-> -1, val |-> Empty]]
        /\ msgs = {}

Prepare(b) == Send([t |-> "1a", b |-> b]) /\ UNCHANGED <<promised, accepted>>

Promise(a) == \E m \in msgs : /\ m.t = "1a" /\ m.b > promised[a]
                              /\ promised' = [promised EXCEPT ![a] = m.b]
                              /\ Send([t |-> "1b", b |-> m.b, a |-> a, last |-> accepted[a]])
                              /\ UNCHANGED accepted

Propose(b, v) ==
  /\ ~ \E m \in msgs : m.t = "2a" /\ m.b = b
  /\ \E Q \in Quorum :
       LET replies == {m \in msgs : m.t = "1b" /\ m.b = b /\ m.a \in Q}
           seen == {m \in replies : m.last.bal >= 0}
       IN  /\ \A a \in Q : \E m \in replies : m.a = a
           /\ \/ seen = {}
              \/ \E m \in seen : m.last.val = v /\ \A o \in seen : o.last.bal <= m.last.bal
  /\ Send([t |-> "2a", b |-> b, v |-> v])
  /\ UNCHANGED <<promised, accepted>>

Accept(a) == \E m \in msgs : /\ m.t = "2a" /\ m.b >= promised[a]
                             /\ accepted[a].bal < m.b
                             /\ promised' = [promised EXCEPT ![a] = m.b]
                             /\ accepted' = [accepted EXCEPT ![a] = [bal |-> m.b, val |-> m.v]]
                             /\ UNCHANGED msgs

Next == \/ \E b \in Ballot : Prepare(b) \/ \E v \in Value : Propose(b, v)
        \/ \E a \in Acceptor : Promise(a) \/ Accept(a)

Chosen(v) == \E Q \in Quorum, b \in Ballot : \A a \in Q : accepted[a] = [bal |-> b, val |-> v]
Consistent == \A v, w \in Value : Chosen(v) /\ Chosen(w) => v = w
NothingChosen == \A v \in Value : ~Chosen(v)
====
expect Ballots.cfg
  verdict ok
  generated 16267
  distinct 3441
  depth 17
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Ballots.reach.cfg
  verdict invariant-violated
  violated NothingChosen
  generated 521
  distinct 215
  depth 7
  trace 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
