--------------------------- MODULE TwoPhaseCommit ---------------------------
(***************************************************************************)
(* A coordinator leads participants through one transaction after another: *)
(* it asks everyone to prepare, collects their votes, decides, and goes on *)
(* to the next transaction when everyone has acknowledged the decision.    *)
(*                                                                         *)
(* Participants crash and recover from a durable log.  Messages are lost,  *)
(* delayed and repeated: a message that was sent stays in `msgs', to be    *)
(* received late, more than once or never.  Those of a transaction go away *)
(* when the next one begins, because then nobody listens to them any more. *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
  Participants,   \* who takes part in every transaction
  Transactions    \* how many transactions the coordinator begins

VARIABLES
  tid,      \* number of the coordinator's current transaction, 0 before the first
  phase,    \* the coordinator's phase in it: "idle", "collecting", "committed", "aborted"
  votes,    \* the votes the coordinator has received: "none", "yes", "no"
  acks,     \* the participants that acknowledged the decision
  memory,   \* what each participant believes: [tid, phase], phase "down" while crashed
  disk,     \* the last entry of each participant's durable log: [tid, phase]
  msgs      \* the messages of the current transaction that were sent

vars == <<tid, phase, votes, acks, memory, disk, msgs>>
coordinator == <<tid, phase, votes, acks>>

-----------------------------------------------------------------------------

LogPhases == {"idle", "prepared", "committed", "aborted"}

Messages ==
  [type : {"Prepare"}, tid : Nat]
    \cup [type : {"Vote"}, tid : Nat, from : Participants, yes : BOOLEAN]
    \cup [type : {"Decision"}, tid : Nat, commit : BOOLEAN]
    \cup [type : {"Ack"}, tid : Nat, from : Participants]

TypeOK ==
  /\ tid \in Nat
  /\ phase \in {"idle", "collecting", "committed", "aborted"}
  /\ votes \in [Participants -> {"none", "yes", "no"}]
  /\ acks \subseteq Participants
  /\ memory \in [Participants -> [tid : Nat, phase : LogPhases \cup {"down"}]]
  /\ disk \in [Participants -> [tid : Nat, phase : LogPhases]]
  /\ msgs \subseteq Messages

(* What two-phase commit is for: nobody commits what somebody else aborts. *)
Atomicity ==
  \A p, q \in Participants :
    disk[p].tid = disk[q].tid => ~(disk[p].phase = "committed" /\ disk[q].phase = "aborted")

(* A participant that is up believes what its log says. *)
MemoryIsDurable ==
  \A p \in Participants : memory[p].phase # "down" => memory[p] = disk[p]

-----------------------------------------------------------------------------

Init ==
  /\ tid = 0
  /\ phase = "idle"
  /\ votes = [p \in Participants |-> "none"]
  /\ acks = {}
  /\ memory = [p \in Participants |-> [tid |-> 0, phase |-> "idle"]]
  /\ disk = [p \in Participants |-> [tid |-> 0, phase |-> "idle"]]
  /\ msgs = {}

Send(m) == msgs' = msgs \cup {m}

(* The participant writes its log, and only then believes it. *)
Write(p, t, ph) ==
  /\ disk' = [disk EXCEPT ![p] = [tid |-> t, phase |-> ph]]
  /\ memory' = [memory EXCEPT ![p] = [tid |-> t, phase |-> ph]]

Up(p) == memory[p].phase # "down"

-----------------------------------------------------------------------------
(* The coordinator. *)

Begin ==
  /\ tid < Transactions
  /\ \/ phase = "idle"
     \/ phase \in {"committed", "aborted"} /\ acks = Participants
  /\ tid' = tid + 1
  /\ phase' = "collecting"
  /\ votes' = [p \in Participants |-> "none"]
  /\ acks' = {}
  /\ msgs' = {[type |-> "Prepare", tid |-> tid + 1]}
  /\ UNCHANGED <<memory, disk>>

ReceiveVote(p, yes) ==
  /\ phase = "collecting"
  /\ votes[p] = "none"
  /\ [type |-> "Vote", tid |-> tid, from |-> p, yes |-> yes] \in msgs
  /\ votes' = [votes EXCEPT ![p] = IF yes THEN "yes" ELSE "no"]
  /\ UNCHANGED <<tid, phase, acks, memory, disk, msgs>>

Decide(commit) ==
  /\ phase = "collecting"
  /\ phase' = IF commit THEN "committed" ELSE "aborted"
  /\ Send([type |-> "Decision", tid |-> tid, commit |-> commit])
  /\ UNCHANGED <<tid, votes, acks, memory, disk>>

Commit ==
  /\ \A p \in Participants : votes[p] = "yes"
  /\ Decide(TRUE)

Abort ==
  /\ \E p \in Participants : votes[p] = "no"
  /\ Decide(FALSE)

(* Somebody did not answer in time; "in time" is for the coordinator to say. *)
Timeout ==
  /\ \E p \in Participants : votes[p] = "none"
  /\ Decide(FALSE)

ReceiveAck(p) ==
  /\ phase \in {"committed", "aborted"}
  /\ p \notin acks
  /\ [type |-> "Ack", tid |-> tid, from |-> p] \in msgs
  /\ acks' = acks \cup {p}
  /\ UNCHANGED <<tid, phase, votes, memory, disk, msgs>>

-----------------------------------------------------------------------------
(* A participant. *)

Vote(p, yes) ==
  /\ Up(p)
  /\ \E m \in msgs :
       /\ m.type = "Prepare"
       /\ memory[p].tid < m.tid
       /\ Write(p, m.tid, IF yes THEN "prepared" ELSE "aborted")
       /\ Send([type |-> "Vote", tid |-> m.tid, from |-> p, yes |-> yes])
  /\ UNCHANGED coordinator

VoteYes(p) == Vote(p, TRUE)

VoteNo(p) == Vote(p, FALSE)

(* It waits for the decision, or never heard of the transaction, or voted  *)
(* no and has nothing left to do but acknowledge.                          *)
Expects(p, t, commit) ==
  \/ memory[p] = [tid |-> t, phase |-> "prepared"]
  \/ ~commit /\ memory[p].tid < t
  \/ ~commit /\ memory[p] = [tid |-> t, phase |-> "aborted"]

ReceiveDecision(p, commit) ==
  /\ Up(p)
  /\ \E m \in msgs :
       /\ m.type = "Decision"
       /\ m.commit = commit
       /\ Expects(p, m.tid, commit)
       /\ Write(p, m.tid, IF commit THEN "committed" ELSE "aborted")
       /\ Send([type |-> "Ack", tid |-> m.tid, from |-> p])
  /\ UNCHANGED coordinator

Crash(p) ==
  /\ Up(p)
  /\ memory' = [memory EXCEPT ![p] = [tid |-> 0, phase |-> "down"]]
  /\ UNCHANGED <<coordinator, disk, msgs>>

Recover(p) ==
  /\ ~Up(p)
  /\ memory' = [memory EXCEPT ![p] = disk[p]]
  /\ UNCHANGED <<coordinator, disk, msgs>>

-----------------------------------------------------------------------------

(* All transactions are over. *)
Finished ==
  /\ tid = Transactions
  /\ acks = Participants
  /\ UNCHANGED vars

Next ==
  \/ Begin
  \/ Commit
  \/ Abort
  \/ Timeout
  \/ \E p \in Participants :
       \/ \E yes \in BOOLEAN : ReceiveVote(p, yes)
       \/ ReceiveAck(p)
       \/ VoteYes(p)
       \/ VoteNo(p)
       \/ \E commit \in BOOLEAN : ReceiveDecision(p, commit)
       \/ Crash(p)
       \/ Recover(p)
  \/ Finished

Spec == Init /\ [][Next]_vars
=============================================================================
expect TwoPhaseCommit.cfg
  verdict ok
  generated 359157
  distinct 61544
  depth 28
  tlc Version 2026.04.29.164809 (rev: cc6b616)
