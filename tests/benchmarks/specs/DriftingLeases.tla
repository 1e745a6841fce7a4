---------------------------- MODULE DriftingLeases ----------------------------
(* One lease, granted for a while by a server; clients hold it by clocks of   *)
(* their own, which may run apart from the server's by a bounded drift.       *)
EXTENDS Integers, FiniteSets

CONSTANTS Client, Nobody, Length, Drift, End

VARIABLES now, clock, holder, until, mine, inbox, asks

vars == <<now, clock, holder, until, mine, inbox, asks>>

Init == /\ now = 0
        /\ clock = [c \in Client |-> 0]
        /\ holder = Nobody
        /\ until = 0
        /\ mine = [c \in Client |-> -1]
        /\ inbox = {}
        /\ asks = {}

Abs(x) == IF x < 0 THEN -x ELSE x

Tick == /\ now < End
        /\ now' = now + 1
        /\ \A c \in Client : Abs(now + 1 - clock[c]) <= Drift
        /\ UNCHANGED <<clock, holder, until, mine, inbox, asks>>

TickClient(c) == /\ clock[c] < End
                 /\ Abs(clock[c] + 1 - now) <= Drift
                 /\ clock' = [clock EXCEPT ![c] = @ + 1]
                 /\ UNCHANGED <<now, holder, until, mine, inbox, asks>>

Ask(c) == /\ mine[c] < clock[c]
          /\ [who |-> c, at |-> clock[c]] \notin asks
          /\ Cardinality(asks) < 2
          /\ asks' = asks \cup {[who |-> c, at |-> clock[c]]}
          /\ UNCHANGED <<now, clock, holder, until, mine, inbox>>

Grant(m) == /\ holder = Nobody \/ holder = m.who \/ until < now
            /\ holder' = m.who
            /\ until' = now + Length
            /\ inbox' = inbox \cup {[to |-> m.who, asked |-> m.at]}
            /\ asks' = asks \ {m}
            /\ UNCHANGED <<now, clock, mine>>

Refuse(m) == /\ holder \notin {Nobody, m.who}
             /\ until >= now
             /\ asks' = asks \ {m}
             /\ UNCHANGED <<now, clock, holder, until, mine, inbox>>

\* A lease counts from when it was asked for, less what the clocks may differ.
Receive(m) == /\ inbox' = inbox \ {m}
              /\ mine' = [mine EXCEPT ![m.to] = IF m.asked + Length - 2 * Drift > @
                                                THEN m.asked + Length - 2 * Drift ELSE @]
              /\ UNCHANGED <<now, clock, holder, until, asks>>

Next == \/ Tick
        \/ \E c \in Client : TickClient(c) \/ Ask(c)
        \/ \E m \in asks : Grant(m) \/ Refuse(m)
        \/ \E m \in inbox : Receive(m)

Spec == Init /\ [][Next]_vars

Holds(c) == mine[c] >= clock[c]

TypeOK == /\ now \in 0..End
          /\ clock \in [Client -> 0..End]
          /\ holder \in Client \cup {Nobody}
          /\ until \in 0..End + Length
          /\ mine \in [Client -> -1..End + Length]
          /\ inbox \subseteq [to : Client, asked : 0..End]
          /\ asks \subseteq [who : Client, at : 0..End]

OneHolder == \A c, d \in Client : Holds(c) /\ Holds(d) => c = d
==============================================================================
