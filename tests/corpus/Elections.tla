---- MODULE Elections ----
(* Why: leader election in terms with votes and a replicated log, in the way of Raft: records in functions, quorums, sequences. *)
EXTENDS Naturals, FiniteSets, Sequences, TLC

CONSTANTS Node, None, MaxTerm, MaxLog

VARIABLES term, role, votedFor, log, votes

vars == <<term, <<role, votedFor>>, log, votes>>

Quorum == {Q \in SUBSET Node : Cardinality(Q) * 2 > Cardinality(Node)}
LastTerm(l) == IF Len(l) = 0 THEN 0 ELSE l[Len(l)].term
UpToDate(n, m) == \/ LastTerm(log[n]) > LastTerm(log[m])
                  \/ LastTerm(log[n]) = LastTerm(log[m]) /\ Len(log[n]) >= Len(log[m])

Init == /\ term = [n \in Node |-> 0]
        /\ role = [n \in Node |-> "follower"]
        /\ votedFor = [n \in Node |-> None]
        /\ log = [n \in Node |-> <<>>]
        /\ votes = [n \in Node |-> {}]

Timeout(n) == /\ role[n] # "leader"
              /\ term[n] < MaxTerm
              /\ term' = [term EXCEPT ![n] = @ + 1]
              /\ role' = [role EXCEPT ![n] = "candidate"]
              /\ votedFor' = [votedFor EXCEPT ![n] = n]
              /\ votes' = [votes EXCEPT ![n] = {n}]
              /\ UNCHANGED log

Grant(n, m) == /\ role[n] = "candidate" /\ m # n
               /\ \/ term[m] < term[n]
                  \/ term[m] = term[n] /\ votedFor[m] \in {None, n}
               /\ UpToDate(n, m)
               /\ term' = [term EXCEPT ![m] = term[n]]
               /\ votedFor' = [votedFor EXCEPT ![m] = n]
               /\ role' = [role EXCEPT ![m] = "follower"]
               /\ votes' = [votes EXCEPT ![n] = @ \cup {m}, ![m] = {}]
               /\ UNCHANGED log

Win(n) == /\ role[n] = "candidate"
          /\ votes[n] \in Quorum
          /\ role' = [role EXCEPT ![n] = "leader"]
          /\ UNCHANGED <<term, votedFor, log, votes>>

Client(n) == /\ role[n] = "leader" /\ Len(log[n]) < MaxLog
             /\ log' = [log EXCEPT ![n] = Append(@, [term |-> term[n], by |-> n])]
             /\ UNCHANGED <<term, role, votedFor, votes>>

Copy(n, m) == /\ role[n] = "leader" /\ n # m /\ term[m] <= term[n]
              /\ log[m] # log[n]
              /\ log' = [log EXCEPT ![m] = LET k == CHOOSE k \in 0..Len(log[n]) :
                                                      /\ k <= Len(@) /\ SubSeq(@, 1, k) = SubSeq(log[n], 1, k)
                                                      /\ \A j \in k + 1..Len(log[n]) : j > Len(@) \/ SubSeq(@, 1, j) # SubSeq(log[n], 1, j)
                                           IN IF k < Len(log[n]) THEN SubSeq(log[n], 1, k + 1) ELSE log[n]]
              /\ term' = [term EXCEPT ![m] = term[n]]
              /\ role' = [role EXCEPT ![m] = "follower"]
              /\ votedFor' = [votedFor EXCEPT ![m] = IF term[m] < term[n] THEN None ELSE @]
              /\ UNCHANGED votes

Next == \E n \in Node : \/ Timeout(n) \/ Win(n) \/ Client(n)
                        \/ \E m \in Node : Grant(n, m) \/ Copy(n, m)

Spec == Init /\ [][Next]_vars

Symmetric == Permutations(Node)

OneLeader == \A n, m \in Node : (role[n] = "leader" /\ role[m] = "leader" /\ term[n] = term[m]) => n = m
LogsAgree == \A n, m \in Node : \A i \in 1..Len(log[n]) :
               i <= Len(log[m]) /\ log[n][i].term = log[m][i].term => log[n][i] = log[m][i]
====
expect Elections.cfg
  verdict ok
  generated 454
  distinct 183
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Elections.full.cfg
  verdict deadlock
  generated 548
  distinct 219
  depth 7
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
