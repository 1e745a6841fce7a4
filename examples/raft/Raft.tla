-------------------------------- MODULE Raft --------------------------------
(***************************************************************************)
(* Servers elect a leader, which replicates a log of commands and commits  *)
(* what a majority has; any of them may restart, and members come and go   *)
(* one at a time.                                                          *)
(*                                                                         *)
(* The network loses, repeats, delays and reorders messages, so a message  *)
(* once sent may arrive at any time, any number of times or never.  Instead*)
(* of messages the spec keeps what they can tell: everything a leader of   *)
(* term t can have sent is a slice of the log it had in t, which only grew *)
(* (`led`); what a follower acknowledged to it in t only grew, too         *)
(* (`acked`), and so did the votes (`asked`, `granted`).  That is all a    *)
(* receiver may rely on, it stays small however long a run is, and every   *)
(* event of a run says which slice it received.                            *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
  Servers,    \* all that may ever take part
  Initial,    \* the members at first
  Commands,   \* what clients ask for; 0 is the entry with which a leader begins
  None        \* no candidate

VARIABLES
  (* on disk *)
  currentTerm, votedFor, log,
  (* in memory *)
  role,         \* "follower", "candidate", "leader"
  commitIndex,  \* entries up to here are committed, as far as the server knows
  config,       \* [index, members]: the latest membership in the server's log, committed or not
  votes,        \* of a candidate: who voted for it
  matchIndex,   \* of a leader: up to where each server's log is known to equal its own
  round,        \* of a leader: how often it has asked whether it still leads
  confirmed,    \* of a leader: the last round that each server answered
  readIndex,    \* of a leader: what was committed when the round began
  (* the network *)
  asked,        \* set of [term, from, last, lastTerm]: requests for votes
  granted,      \* granted[c][i]: the last term in which i voted for c
  led,          \* led[t]: [from, log, commit, round] the leader of t has got to
  acked,        \* acked[l][i]: [term, match, round] i has acknowledged to l
  (* for the invariants only *)
  decided,      \* the longest log that was ever committed
  floor,        \* of a leader: how much was decided when its round began
  served        \* the last read: [index, floor]

disk    == <<currentTerm, votedFor, log>>
leading == <<matchIndex, round, confirmed, readIndex, floor>>
network == <<asked, granted, led, acked>>
vars == <<disk, role, commitIndex, config, votes, leading, network, decided, served>>

-----------------------------------------------------------------------------

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b

(* An entry sets the members, or `members` is empty and it is a command. *)
Command(t, c) == [term |-> t, cmd |-> c, members |-> {}]
Membership(t, s) == [term |-> t, cmd |-> 0, members |-> s]

TermAt(l, k) == IF k = 0 THEN 0 ELSE l[k].term
LastTerm(l) == TermAt(l, Len(l))

FirstConfig == [index |-> 0, members |-> Initial]

(* The latest membership in l[from..], or else what `otherwise` says. *)
ConfigFrom(l, from, otherwise) ==
  LET ks == {k \in from..Len(l) : l[k].members # {}}
  IN IF ks = {} THEN otherwise
     ELSE LET k == CHOOSE k \in ks : \A m \in ks : m <= k
          IN [index |-> k, members |-> l[k].members]

(* After l replaced the server's log from `from` on. *)
ConfigAfter(i, l, from) ==
  ConfigFrom(l, from, IF config[i].index < from THEN config[i] ELSE ConfigFrom(l, 1, FirstConfig))

IsQuorum(i, s) == 2 * Cardinality(s \cap config[i].members) > Cardinality(config[i].members)

Zeros == [j \in Servers |-> 0]

-----------------------------------------------------------------------------

Init ==
  /\ currentTerm = Zeros
  /\ votedFor = [i \in Servers |-> None]
  /\ log = [i \in Servers |-> <<>>]
  /\ role = [i \in Servers |-> "follower"]
  /\ commitIndex = Zeros
  /\ config = [i \in Servers |-> FirstConfig]
  /\ votes = [i \in Servers |-> {}]
  /\ matchIndex = [i \in Servers |-> Zeros]
  /\ round = Zeros
  /\ confirmed = [i \in Servers |-> Zeros]
  /\ readIndex = Zeros
  /\ asked = {}
  /\ granted = [c \in Servers |-> Zeros]
  /\ led = <<>>
  /\ acked = [l \in Servers |-> [i \in Servers |-> [term |-> 0, match |-> 0, round |-> 0]]]
  /\ decided = <<>>
  /\ floor = Zeros
  /\ served = [index |-> 0, floor |-> 0]

-----------------------------------------------------------------------------
(* Elections. *)

(* The server has not heard of a leader for too long; how long is its own business. *)
Timeout(i) ==
  /\ role[i] # "leader"
  /\ i \in config[i].members
  /\ currentTerm' = [currentTerm EXCEPT ![i] = @ + 1]
  /\ votedFor' = [votedFor EXCEPT ![i] = i]
  /\ role' = [role EXCEPT ![i] = "candidate"]
  /\ votes' = [votes EXCEPT ![i] = {i}]
  /\ asked' = asked \cup {[term |-> currentTerm[i] + 1, from |-> i, last |-> Len(log[i]), lastTerm |-> LastTerm(log[i])]}
  /\ UNCHANGED <<log, commitIndex, config, leading, granted, led, acked, decided, served>>

(* Terms that somebody has got to; whoever sent a message in one may be in a later one since. *)
Terms == UNION {1..currentTerm[j] : j \in Servers}

(* A message of a newer term, whatever else is done with it. *)
UpdateTerm(i, t) ==
  /\ t > currentTerm[i]
  /\ currentTerm' = [currentTerm EXCEPT ![i] = t]
  /\ votedFor' = [votedFor EXCEPT ![i] = None]
  /\ role' = [role EXCEPT ![i] = "follower"]
  /\ UNCHANGED <<log, commitIndex, config, votes, leading, network, decided, served>>

UpToDate(m, i) ==
  \/ m.lastTerm > LastTerm(log[i])
  \/ m.lastTerm = LastTerm(log[i]) /\ m.last >= Len(log[i])

GrantVote(i, c) ==
  /\ role[i] = "follower"
  /\ votedFor[i] \in {None, c}
  /\ \E m \in asked :
       /\ m.from = c
       /\ m.term = currentTerm[i]
       /\ UpToDate(m, i)
  /\ votedFor' = [votedFor EXCEPT ![i] = c]
  /\ granted' = [granted EXCEPT ![c][i] = currentTerm[i]]
  /\ UNCHANGED <<currentTerm, log, role, commitIndex, config, votes, leading, asked, led, acked, decided, served>>

ReceiveVote(i, j) ==
  /\ role[i] = "candidate"
  /\ granted[i][j] = currentTerm[i]
  /\ votes' = [votes EXCEPT ![i] = @ \cup {j}]
  /\ UNCHANGED <<disk, role, commitIndex, config, leading, network, decided, served>>

BecomeLeader(i) ==
  /\ role[i] = "candidate"
  /\ IsQuorum(i, votes[i])
  /\ role' = [role EXCEPT ![i] = "leader"]
  /\ matchIndex' = [matchIndex EXCEPT ![i] = Zeros]
  /\ confirmed' = [confirmed EXCEPT ![i] = Zeros]
  /\ round' = [round EXCEPT ![i] = 0]
  /\ readIndex' = [readIndex EXCEPT ![i] = 0]
  /\ floor' = [floor EXCEPT ![i] = 0]
  /\ led' = currentTerm[i] :> [from |-> i, log |-> log[i], commit |-> commitIndex[i], round |-> 0] @@ led
  /\ UNCHANGED <<disk, commitIndex, config, votes, asked, granted, acked, decided, served>>

-----------------------------------------------------------------------------
(* Replication. *)

AppendEntry(i, e) ==
  /\ log' = [log EXCEPT ![i] = Append(@, e)]
  /\ led' = [led EXCEPT ![currentTerm[i]].log = Append(@, e)]

Propose(i, cmd) ==
  /\ role[i] = "leader"
  /\ AppendEntry(i, Command(currentTerm[i], cmd))
  /\ UNCHANGED <<currentTerm, votedFor, role, commitIndex, config, votes, leading, asked, granted, acked, decided, served>>

HasAll(l, prev, entries) ==
  \A k \in 1..Len(entries) : prev + k <= Len(l) /\ l[prev + k].term = entries[k].term

(* The server accepts `count` entries behind `prev` from the leader of t, whose commit index was `commit` then. *)
Accept(i, t, prev, count, commit, r) ==
  /\ t \in DOMAIN led
  /\ led[t].from # i
  /\ t >= currentTerm[i]
  /\ prev + count <= Len(led[t].log)
  /\ commit <= led[t].commit
  /\ r <= led[t].round
  /\ prev <= Len(log[i])
  /\ TermAt(log[i], prev) = TermAt(led[t].log, prev)
  /\ LET l == led[t].from
         entries == SubSeq(led[t].log, prev + 1, prev + count)
         old == acked[l][i]
     IN /\ IF HasAll(log[i], prev, entries)
             THEN UNCHANGED <<log, config>>
             ELSE LET new == SubSeq(log[i], 1, prev) \o entries
                  IN /\ log' = [log EXCEPT ![i] = new]
                     /\ config' = [config EXCEPT ![i] = ConfigAfter(i, new, prev + 1)]
        /\ acked' = [acked EXCEPT ![l][i] =
             [term |-> t,
              match |-> IF old.term = t THEN Max(old.match, prev + count) ELSE prev + count,
              round |-> IF old.term = t THEN Max(old.round, r) ELSE r]]
  /\ currentTerm' = [currentTerm EXCEPT ![i] = t]
  /\ votedFor' = IF t > currentTerm[i] THEN [votedFor EXCEPT ![i] = None] ELSE votedFor
  /\ role' = [role EXCEPT ![i] = "follower"]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = Max(@, Min(commit, prev + count))]
  /\ UNCHANGED <<votes, leading, asked, granted, led, decided, served>>

ReceiveAck(i, j, match, r) ==
  /\ role[i] = "leader"
  /\ acked[i][j].term = currentTerm[i]
  /\ match <= acked[i][j].match
  /\ r <= acked[i][j].round
  /\ matchIndex' = [matchIndex EXCEPT ![i][j] = Max(@, match)]
  /\ confirmed' = [confirmed EXCEPT ![i][j] = Max(@, r)]
  /\ UNCHANGED <<disk, role, commitIndex, config, votes, round, readIndex, floor, network, decided, served>>

(* Only an entry of the leader's own term is committed by counting; what is before it comes along. *)
AdvanceCommit(i, k) ==
  /\ role[i] = "leader"
  /\ k > commitIndex[i]
  /\ k <= Len(log[i])
  /\ IsQuorum(i, {i} \cup {j \in Servers : matchIndex[i][j] >= k})
  /\ log[i][k].term = currentTerm[i]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = k]
  /\ led' = [led EXCEPT ![currentTerm[i]].commit = k]
  /\ decided' = IF k > Len(decided) THEN SubSeq(log[i], 1, k) ELSE decided
  /\ UNCHANGED <<disk, role, config, votes, leading, asked, granted, acked, served>>

-----------------------------------------------------------------------------
(* Members come and go one at a time: the next only when the last is committed, and only when the leader has committed
   something of its own term. *)

ChangeMembers(i, members) ==
  /\ role[i] = "leader"
  /\ members # {}
  /\ Cardinality((members \ config[i].members) \cup (config[i].members \ members)) = 1
  /\ TermAt(log[i], commitIndex[i]) = currentTerm[i]
  /\ config[i].index <= commitIndex[i]
  /\ AppendEntry(i, Membership(currentTerm[i], members))
  /\ config' = [config EXCEPT ![i] = [index |-> Len(log[i]) + 1, members |-> members]]
  /\ UNCHANGED <<currentTerm, votedFor, role, commitIndex, votes, leading, asked, granted, acked, decided, served>>

(* A leader that has committed its own removal is none any more. *)
StepDown(i) ==
  /\ role[i] = "leader"
  /\ i \notin config[i].members
  /\ config[i].index <= commitIndex[i]
  /\ role' = [role EXCEPT ![i] = "follower"]
  /\ UNCHANGED <<disk, commitIndex, config, votes, leading, network, decided, served>>

-----------------------------------------------------------------------------
(* Reads that see every write that was acknowledged before they began: the leader asks a majority whether it still leads. *)

BeginRead(i) ==
  /\ role[i] = "leader"
  /\ TermAt(log[i], commitIndex[i]) = currentTerm[i]
  /\ round' = [round EXCEPT ![i] = @ + 1]
  /\ readIndex' = [readIndex EXCEPT ![i] = commitIndex[i]]
  /\ floor' = [floor EXCEPT ![i] = Len(decided)]
  /\ led' = [led EXCEPT ![currentTerm[i]].round = round[i] + 1]
  /\ UNCHANGED <<disk, role, commitIndex, config, votes, matchIndex, confirmed, asked, granted, acked, decided, served>>

(* The read sees the commands up to `index`. *)
ServeRead(i, index) ==
  /\ role[i] = "leader"
  /\ round[i] > 0
  /\ IsQuorum(i, {i} \cup {j \in Servers : confirmed[i][j] = round[i]})
  /\ index >= readIndex[i]
  /\ index <= commitIndex[i]
  /\ served' = [index |-> index, floor |-> floor[i]]
  /\ UNCHANGED <<disk, role, commitIndex, config, votes, leading, network, decided>>

-----------------------------------------------------------------------------

(* Crash and restart in one: only the disk stays. A server that stays down does nothing in between. *)
Restart(i) ==
  /\ role' = [role EXCEPT ![i] = "follower"]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = 0]
  /\ votes' = [votes EXCEPT ![i] = {}]
  /\ UNCHANGED <<disk, config, leading, network, decided, served>>

Next ==
  \E i \in Servers :
    \/ Timeout(i)
    \/ \E t \in Terms : UpdateTerm(i, t)
    \/ \E c \in Servers : GrantVote(i, c)
    \/ \E j \in Servers : ReceiveVote(i, j)
    \/ BecomeLeader(i)
    \/ \E cmd \in Commands : Propose(i, cmd)
    \/ \E t \in DOMAIN led :
         \E prev \in 0..Len(led[t].log) :
           \E count \in 0..(Len(led[t].log) - prev), commit \in 0..led[t].commit, r \in 0..led[t].round :
             Accept(i, t, prev, count, commit, r)
    \/ \E j \in Servers :
         \E match \in 0..acked[i][j].match, r \in 0..acked[i][j].round : ReceiveAck(i, j, match, r)
    \/ \E k \in 1..Len(log[i]) : AdvanceCommit(i, k)
    \/ \E members \in SUBSET Servers : ChangeMembers(i, members)
    \/ StepDown(i)
    \/ BeginRead(i)
    \/ \E index \in 0..commitIndex[i] : ServeRead(i, index)
    \/ Restart(i)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What Raft promises. *)

ElectionSafety ==
  \A i, j \in Servers :
    role[i] = "leader" /\ role[j] = "leader" /\ currentTerm[i] = currentTerm[j] => i = j

LogMatching ==
  \A i, j \in Servers :
    \A k \in 1..Min(Len(log[i]), Len(log[j])) :
      log[i][k].term = log[j][k].term => SubSeq(log[i], 1, k) = SubSeq(log[j], 1, k)

IsPrefix(a, b) == Len(a) <= Len(b) /\ SubSeq(b, 1, Len(a)) = a

LeaderCompleteness ==
  \A i \in Servers :
    role[i] = "leader" /\ currentTerm[i] >= LastTerm(decided) => IsPrefix(decided, log[i])

StateMachineSafety ==
  \A i \in Servers : commitIndex[i] <= Len(log[i]) /\ IsPrefix(SubSeq(log[i], 1, commitIndex[i]), decided)

LinearizableReads == served.index >= served.floor

ConfigIsLatest == \A i \in Servers : config[i] = ConfigFrom(log[i], 1, FirstConfig)

-----------------------------------------------------------------------------
(* Bounds for exploring. *)

CONSTANTS MaxTerm, MaxLog, MaxRound, MaxChanges

Small ==
  \A i \in Servers :
    /\ currentTerm[i] <= MaxTerm
    /\ Len(log[i]) <= MaxLog
    /\ round[i] <= MaxRound
    /\ Cardinality({k \in 1..Len(log[i]) : log[i][k].members # {}}) <= MaxChanges
=============================================================================
