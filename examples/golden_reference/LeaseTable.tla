---- MODULE LeaseTable ----
(* A table of leases: who holds a resource and for how long, and who waits for it. Whoever waits gets it in turn, when
   its holder releases it or lets the lease run out. *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Client, Resource, Term

VARIABLES holder,   \* of each resource; "nobody"
          left,     \* ticks until its lease ends
          waiting   \* for it, first come, first served

vars == <<holder, left, waiting>>

Waits(c, r) == \E i \in 1..Len(waiting[r]) : waiting[r][i] = c

Init == /\ holder = [r \in Resource |-> "nobody"]
        /\ left = [r \in Resource |-> 0]
        /\ waiting = [r \in Resource |-> <<>>]

\* What becomes of a resource that its holder gives up.
NextHolder(r) == IF waiting[r] = <<>> THEN "nobody" ELSE Head(waiting[r])
NextLeft(r) == IF waiting[r] = <<>> THEN 0 ELSE Term
NextWaiting(r) == IF waiting[r] = <<>> THEN <<>> ELSE Tail(waiting[r])

Acquire(c, r) ==
  /\ holder[r] # c
  /\ ~Waits(c, r)
  /\ IF holder[r] = "nobody"
       THEN /\ holder' = [holder EXCEPT ![r] = c]
            /\ left' = [left EXCEPT ![r] = Term]
            /\ UNCHANGED waiting
       ELSE /\ waiting' = [waiting EXCEPT ![r] = Append(@, c)]
            /\ UNCHANGED <<holder, left>>

\* A holder may go on only while nobody waits.
Renew(c, r) ==
  /\ holder[r] = c
  /\ waiting[r] = <<>>
  /\ left' = [left EXCEPT ![r] = Term]
  /\ UNCHANGED <<holder, waiting>>

Release(c, r) ==
  /\ holder[r] = c
  /\ holder' = [holder EXCEPT ![r] = NextHolder(r)]
  /\ left' = [left EXCEPT ![r] = NextLeft(r)]
  /\ waiting' = [waiting EXCEPT ![r] = NextWaiting(r)]

Cancel(c, r) ==
  /\ Waits(c, r)
  /\ waiting' = [waiting EXCEPT ![r] = SelectSeq(@, LAMBDA other : other # c)]
  /\ UNCHANGED <<holder, left>>

Tick ==
  /\ \E r \in Resource : left[r] > 0
  /\ holder' = [r \in Resource |-> IF left[r] = 1 THEN NextHolder(r) ELSE holder[r]]
  /\ left' = [r \in Resource |-> IF left[r] = 1 THEN NextLeft(r) ELSE IF left[r] > 0 THEN left[r] - 1 ELSE 0]
  /\ waiting' = [r \in Resource |-> IF left[r] = 1 THEN NextWaiting(r) ELSE waiting[r]]

Next == \/ \E c \in Client, r \in Resource : Acquire(c, r) \/ Renew(c, r) \/ Release(c, r) \/ Cancel(c, r)
        \/ Tick

Spec == Init /\ [][Next]_vars

TypeOK == /\ holder \in [Resource -> Client \cup {"nobody"}]
          /\ left \in [Resource -> 0..Term]
          /\ \A r \in Resource : Len(waiting[r]) < Cardinality(Client)

HeldWhileWanted == \A r \in Resource : /\ waiting[r] # <<>> => holder[r] # "nobody"
                                       /\ (holder[r] = "nobody") = (left[r] = 0)

OncePerClient == \A c \in Client, r \in Resource : Waits(c, r) => holder[r] # c
====
