---- MODULE Depot ----
EXTENDS Naturals, FiniteSets
CONSTANTS Truck, Limit
VARIABLES at, load, sent, int

Init == at = [t \in Truck |-> "home"] /\ load = [t \in Truck |-> 0] /\ sent = {} /\ int = 0

Fill(t, n) == at[t] = "home" /\ load[t] + n <= Limit /\ load' = [load EXCEPT ![t] = @ + n] /\ UNCHANGED <<at, sent, int>>
Drive(t, place) == at' = [at EXCEPT ![t] = place] /\ int' = int + 1 /\ UNCHANGED <<load, sent>>
Send(t, urgent) == load[t] > 0 /\ sent' = sent \cup {[truck |-> t, urgent |-> urgent]} /\ UNCHANGED <<at, load, int>>
Take(m) == m \in sent /\ sent' = sent \ {m} /\ UNCHANGED <<at, load, int>>
Step(after) == int' = int + after - after /\ UNCHANGED <<at, load, sent>>
class == int > 0 /\ int' = 0 /\ UNCHANGED <<at, load, sent>>

Next == \/ \E t \in Truck : \/ \E n \in 1..Limit : Fill(t, n)
                            \/ \E place \in {"home", "away"} : Drive(t, place)
                            \/ \E urgent \in BOOLEAN : Send(t, urgent)
        \/ \E m \in sent : Take(m)
        \/ class
        \/ \E n \in Nat : Step(n)
====
