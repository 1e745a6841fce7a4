---- MODULE LeasedFile ----
(* A file that clients write in turn: a lock service leases it to one of them at a time. A lease ends when its time is
   over, and its client may not notice: it may be waiting for a disk, or for its memory to be collected. So each lease
   has a number, and the file may look at it (Fenced) or not. *)
EXTENDS Naturals

CONSTANTS Client,
          Leases,   \* how many are given, at most
          Fenced    \* whether the file refuses writes under a lease older than one it has seen

VARIABLES holder,   \* whom the lock service takes for the owner; "nobody"
          lease,    \* the number of the last lease
          held,     \* of each client: the lease that it believes to have; 0: none
          file,     \* the lease under which the file was written last
          newest    \* the newest lease under which it ever was

vars == <<holder, lease, held, file, newest>>

Init == /\ holder = "nobody"
        /\ lease = 0
        /\ held = [c \in Client |-> 0]
        /\ file = 0
        /\ newest = 0

Acquire(c) ==
  /\ holder = "nobody"
  /\ lease < Leases
  /\ holder' = c
  /\ lease' = lease + 1
  /\ held' = [held EXCEPT ![c] = lease + 1]
  /\ UNCHANGED <<file, newest>>

Release(c) ==
  /\ held[c] > 0
  /\ holder' = IF holder = c THEN "nobody" ELSE holder
  /\ held' = [held EXCEPT ![c] = 0]
  /\ UNCHANGED <<lease, file, newest>>

\* The lease's time is over. Only the lock service knows.
Expire ==
  /\ holder # "nobody"
  /\ holder' = "nobody"
  /\ UNCHANGED <<lease, held, file, newest>>

Write(c) ==
  /\ held[c] > 0
  /\ Fenced => held[c] >= newest
  /\ file' = held[c]
  /\ newest' = IF held[c] > newest THEN held[c] ELSE newest
  /\ UNCHANGED <<holder, lease, held>>

Next == \/ \E c \in Client : Acquire(c) \/ Release(c) \/ Write(c)
        \/ Expire

Spec == Init /\ [][Next]_vars

TypeOK == /\ holder \in Client \cup {"nobody"}
          /\ lease \in 0..Leases
          /\ held \in [Client -> 0..Leases]
          /\ file \in 0..Leases
          /\ newest \in 0..Leases

\* What was written under a newer lease is not overwritten under an older one.
NothingLost == file = newest
====
