------------------------------ MODULE FencedLock ------------------------------
(* A lock service with a waiting line and fencing tokens: clients crash and  *)
(* come back, sessions expire, and a store refuses writes with old tokens.   *)
EXTENDS Naturals, Sequences

CONSTANTS Client, Nobody, MaxToken

VARIABLES pc, token, line, held, next, alive, stored, writes

vars == <<pc, token, line, held, next, alive, stored, writes>>

Init == /\ pc = [c \in Client |-> "idle"]
        /\ token = [c \in Client |-> 0]
        /\ line = <<>>
        /\ held = Nobody
        /\ next = 1
        /\ alive = [c \in Client |-> TRUE]
        /\ stored = 0
        /\ writes = {}

InLine(c) == \E i \in 1..Len(line) : line[i] = c

Line(c) == /\ pc[c] = "idle" /\ alive[c]
           /\ ~InLine(c)
           /\ held # c
           /\ line' = Append(line, c)
           /\ pc' = [pc EXCEPT ![c] = "waiting"]
           /\ UNCHANGED <<token, held, next, alive, stored, writes>>

Give == /\ held = Nobody
        /\ line # <<>>
        /\ next <= MaxToken
        /\ held' = Head(line)
        /\ line' = Tail(line)
        /\ token' = [token EXCEPT ![Head(line)] = next]
        /\ next' = next + 1
        /\ pc' = [pc EXCEPT ![Head(line)] = IF @ = "waiting" THEN "holding" ELSE @]
        /\ UNCHANGED <<alive, stored, writes>>

Write(c) == /\ pc[c] = "holding" /\ alive[c]
            /\ writes' = writes \cup {[who |-> c, token |-> token[c]]}
            /\ pc' = [pc EXCEPT ![c] = "written"]
            /\ UNCHANGED <<token, line, held, next, alive, stored>>

Arrive(w) == /\ stored' = IF w.token >= stored THEN w.token ELSE stored
             /\ writes' = writes \ {w}
             /\ UNCHANGED <<pc, token, line, held, next, alive>>

Release(c) == /\ pc[c] = "written" /\ alive[c]
              /\ held' = IF held = c THEN Nobody ELSE held
              /\ pc' = [pc EXCEPT ![c] = "idle"]
              /\ UNCHANGED <<token, line, next, alive, stored, writes>>

Crash(c) == /\ alive[c]
            /\ alive' = [alive EXCEPT ![c] = FALSE]
            /\ UNCHANGED <<pc, token, line, held, next, stored, writes>>

Return(c) == /\ ~alive[c]
             /\ alive' = [alive EXCEPT ![c] = TRUE]
             /\ UNCHANGED <<pc, token, line, held, next, stored, writes>>

\* The service cannot tell a client that crashed from a slow one.
Expire == /\ held # Nobody
          /\ held' = Nobody
          /\ UNCHANGED <<pc, token, line, next, alive, stored, writes>>

GiveUp(c) == /\ pc[c] \in {"holding", "written"} /\ held # c /\ alive[c]
             /\ pc' = [pc EXCEPT ![c] = "idle"]
             /\ UNCHANGED <<token, line, held, next, alive, stored, writes>>

Next == \/ Give \/ Expire
        \/ \E c \in Client : Line(c) \/ Write(c) \/ Release(c) \/ Crash(c) \/ Return(c) \/ GiveUp(c)
        \/ \E w \in writes : Arrive(w)

Spec == Init /\ [][Next]_vars

TypeOK == /\ pc \in [Client -> {"idle", "waiting", "holding", "written"}]
          /\ token \in [Client -> 0..MaxToken]
          /\ Len(line) <= 3
          /\ held \in Client \cup {Nobody}
          /\ next \in 1..MaxToken + 1
          /\ stored \in 0..MaxToken
          /\ writes \subseteq [who : Client, token : 1..MaxToken]

TokensDiffer == \A c, d \in Client : c # d /\ token[c] = token[d] => token[c] = 0
NoOneWaitsTwice == \A i, j \in 1..Len(line) : line[i] = line[j] => i = j
==============================================================================
