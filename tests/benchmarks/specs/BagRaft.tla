------------------------------- MODULE BagRaft -------------------------------
(* Raft's elections and the replication of short logs. The network is a bag: *)
(* a function from the messages on their way to how many of each there are,  *)
(* so messages are lost, overtaken and delivered twice.                      *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Server, Nobody, MaxTerm, MaxLog, MaxMessages

VARIABLES term, role, votedFor, votes, log, commit, network

vars == <<term, role, votedFor, votes, log, commit, network>>

Quorum(S) == 2 * Cardinality(S) > Cardinality(Server)

LastTerm(l) == IF l = <<>> THEN 0 ELSE l[Len(l)]

Plus(bag, m) == IF m \in DOMAIN bag THEN [bag EXCEPT ![m] = @ + 1]
                ELSE [x \in DOMAIN bag \cup {m} |-> IF x = m THEN 1 ELSE bag[x]]

Minus(bag, m) == IF bag[m] > 1 THEN [bag EXCEPT ![m] = @ - 1]
                 ELSE [x \in DOMAIN bag \ {m} |-> bag[x]]

Size(bag) == LET Sum[S \in SUBSET DOMAIN bag] ==
                   IF S = {} THEN 0 ELSE LET m == CHOOSE x \in S : TRUE IN bag[m] + Sum[S \ {m}]
             IN  Sum[DOMAIN bag]

Init == /\ term = [s \in Server |-> 1]
        /\ role = [s \in Server |-> "follower"]
        /\ votedFor = [s \in Server |-> Nobody]
        /\ votes = [s \in Server |-> {}]
        /\ log = [s \in Server |-> <<>>]
        /\ commit = [s \in Server |-> 0]
        /\ network = [m \in {} |-> 0]

Timeout(s) == /\ role[s] # "leader"
              /\ term[s] < MaxTerm
              /\ term' = [term EXCEPT ![s] = @ + 1]
              /\ role' = [role EXCEPT ![s] = "candidate"]
              /\ votedFor' = [votedFor EXCEPT ![s] = s]
              /\ votes' = [votes EXCEPT ![s] = {s}]
              /\ UNCHANGED <<log, commit, network>>

AskVote(s, t) == /\ role[s] = "candidate"
                 /\ t \notin votes[s]
                 /\ network' = Plus(network, [kind |-> "ask", from |-> s, to |-> t, term |-> term[s],
                                              last |-> LastTerm(log[s]), length |-> Len(log[s])])
                 /\ UNCHANGED <<term, role, votedFor, votes, log, commit>>

BecomeLeader(s) == /\ role[s] = "candidate"
                   /\ Quorum(votes[s])
                   /\ role' = [role EXCEPT ![s] = "leader"]
                   /\ UNCHANGED <<term, votedFor, votes, log, commit, network>>

Request(s) == /\ role[s] = "leader"
              /\ Len(log[s]) < MaxLog
              /\ log' = [log EXCEPT ![s] = Append(@, term[s])]
              /\ UNCHANGED <<term, role, votedFor, votes, commit, network>>

Replicate(s, t) == /\ role[s] = "leader"
                   /\ network' = Plus(network, [kind |-> "log", from |-> s, to |-> t, term |-> term[s],
                                                log |-> log[s], commit |-> commit[s]])
                   /\ UNCHANGED <<term, role, votedFor, votes, log, commit>>

Later(m) == /\ m.term > term[m.to]
            /\ term' = [term EXCEPT ![m.to] = m.term]
            /\ role' = [role EXCEPT ![m.to] = "follower"]
            /\ votedFor' = [votedFor EXCEPT ![m.to] = Nobody]
            /\ votes' = [votes EXCEPT ![m.to] = {}]
            /\ UNCHANGED <<log, commit, network>>

UpToDate(m) == \/ m.last > LastTerm(log[m.to])
               \/ m.last = LastTerm(log[m.to]) /\ m.length >= Len(log[m.to])

Vote(m) == /\ m.kind = "ask"
           /\ m.term = term[m.to]
           /\ votedFor[m.to] \in {Nobody, m.from}
           /\ UpToDate(m)
           /\ votedFor' = [votedFor EXCEPT ![m.to] = m.from]
           /\ network' = Plus(Minus(network, m), [kind |-> "vote", from |-> m.to, to |-> m.from, term |-> m.term])
           /\ UNCHANGED <<term, role, votes, log, commit>>

Count(m) == /\ m.kind = "vote"
            /\ m.term = term[m.to]
            /\ role[m.to] = "candidate"
            /\ votes' = [votes EXCEPT ![m.to] = @ \cup {m.from}]
            /\ network' = Minus(network, m)
            /\ UNCHANGED <<term, role, votedFor, log, commit>>

\* An older message of the same leader changes nothing any more.
Newer(m) == \/ LastTerm(m.log) > LastTerm(log[m.to])
            \/ LastTerm(m.log) = LastTerm(log[m.to]) /\ Len(m.log) >= Len(log[m.to])

Accept(m) == /\ m.kind = "log"
             /\ m.term = term[m.to]
             /\ role' = [role EXCEPT ![m.to] = "follower"]
             /\ log' = [log EXCEPT ![m.to] = IF Newer(m) THEN m.log ELSE @]
             /\ commit' = [commit EXCEPT ![m.to] = IF m.commit > @ THEN m.commit ELSE @]
             /\ network' = Minus(network, m)
             /\ UNCHANGED <<term, votedFor, votes>>

Commit(s) == /\ role[s] = "leader"
             /\ commit[s] < Len(log[s])
             /\ LastTerm(log[s]) = term[s]
             /\ Quorum({t \in Server : term[t] = term[s] /\ Len(log[t]) >= Len(log[s]) /\ log[t] = log[s]})
             /\ commit' = [commit EXCEPT ![s] = Len(log[s])]
             /\ UNCHANGED <<term, role, votedFor, votes, log, network>>

Lose(m) == /\ network' = Minus(network, m)
           /\ UNCHANGED <<term, role, votedFor, votes, log, commit>>

Repeat(m) == /\ network[m] = 1
             /\ network' = Plus(network, m)
             /\ UNCHANGED <<term, role, votedFor, votes, log, commit>>

Next == \/ \E s \in Server : Timeout(s) \/ BecomeLeader(s) \/ Request(s) \/ Commit(s)
        \/ \E s, t \in Server : s # t /\ (AskVote(s, t) \/ Replicate(s, t))
        \/ \E m \in DOMAIN network : Later(m) \/ Vote(m) \/ Count(m) \/ Accept(m) \/ Lose(m) \/ Repeat(m)

Spec == Init /\ [][Next]_vars

FewMessages == Size(network) <= MaxMessages

TypeOK == /\ \A s \in Server : /\ term[s] \in 1..MaxTerm
                               /\ role[s] \in {"follower", "candidate", "leader"}
                               /\ votedFor[s] \in Server \cup {Nobody}
                               /\ votes[s] \subseteq Server
                               /\ Len(log[s]) <= MaxLog
                               /\ commit[s] \in 0..MaxLog
          /\ \A m \in DOMAIN network : network[m] \in 1..MaxMessages + 1

OneLeader == \A s, t \in Server : (role[s] = "leader" /\ role[t] = "leader" /\ term[s] = term[t]) => s = t

CommittedStays == \A s, t \in Server : \A i \in 1..commit[s] : i <= commit[t] => log[s][i] = log[t][i]
==============================================================================
