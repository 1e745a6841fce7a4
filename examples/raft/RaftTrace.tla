------------------------------ MODULE RaftTrace -------------------------------
(***************************************************************************)
(* What recorded runs need beyond the spec.  A server that is killed at    *)
(* any moment has written to its disk what it had not yet recorded: at     *)
(* most one step, of which nobody has heard, since events are recorded     *)
(* before messages leave.  When the server starts again it shows what is   *)
(* on its disk; that, and no more, says which step it was.                 *)
(***************************************************************************)
EXTENDS Raft

(* How far two logs are the same. *)
Common(a, b) ==
  LET shorter == Min(Len(a), Len(b))
      differ == {k \in 1..shorter : a[k] # b[k]}
  IN IF differ = {} THEN shorter ELSE (CHOOSE k \in differ : \A m \in differ : k <= m) - 1

(* The step that left this on the disk of i.  What an Accept was told of commits and rounds is gone with the memory. *)
LastWrite(i, term, vote, entries) ==
  \/ vote = i /\ Timeout(i)
  \/ vote = None /\ term \in Terms /\ UpdateTerm(i, term)
  \/ vote \in Servers /\ votedFor[i] = None /\ GrantVote(i, vote)
  \/ /\ Len(entries) > Len(log[i])
     /\ LET new == entries[Len(entries)]
        IN IF new.members = {} THEN Propose(i, new.cmd) ELSE ChangeMembers(i, new.members)
  \/ LET prev == Common(log[i], entries)
     IN prev < Len(entries) /\ Accept(i, term, prev, Len(entries) - prev, 0, 0)

Killed(i, term, vote, entries) == LastWrite(i, term, vote, entries) \cdot Restart(i)
=============================================================================
