------------------------------ MODULE Directory ------------------------------
(* Cache coherence by a directory: each cache has the line invalid, shared or *)
(* modified, and talks to the directory through two queues, there and back.   *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Cache, Room

VARIABLES state, wish, toHome, fromHome, sharers, owner, busy

vars == <<state, wish, toHome, fromHome, sharers, owner, busy>>

Init == /\ state = [c \in Cache |-> "invalid"]
        /\ wish = [c \in Cache |-> "none"]
        /\ toHome = [c \in Cache |-> <<>>]
        /\ fromHome = [c \in Cache |-> <<>>]
        /\ sharers = {}
        /\ owner = {}
        /\ busy = [who |-> {}, what |-> "none", waits |-> {}]

Send(queues, c, m) == [queues EXCEPT ![c] = Append(@, m)]
Fits(queues, c) == Len(queues[c]) < Room

WantShared(c) == /\ state[c] = "invalid" /\ wish[c] = "none" /\ Fits(toHome, c)
                 /\ wish' = [wish EXCEPT ![c] = "shared"]
                 /\ toHome' = Send(toHome, c, "getShared")
                 /\ UNCHANGED <<state, fromHome, sharers, owner, busy>>

WantModified(c) == /\ state[c] # "modified" /\ wish[c] = "none" /\ Fits(toHome, c)
                   /\ wish' = [wish EXCEPT ![c] = "modified"]
                   /\ toHome' = Send(toHome, c, "getModified")
                   /\ UNCHANGED <<state, fromHome, sharers, owner, busy>>

Evict(c) == /\ state[c] = "shared" /\ wish[c] = "none" /\ Fits(toHome, c)
            /\ state' = [state EXCEPT ![c] = "invalid"]
            /\ toHome' = Send(toHome, c, "evict")
            /\ UNCHANGED <<wish, fromHome, sharers, owner, busy>>

\* The directory takes a request when it is done with the one before.
Take(c) == /\ toHome[c] # <<>>
           /\ busy.what = "none"
           /\ LET m == Head(toHome[c])
                  others == (sharers \cup owner) \ {c}
                  asked == IF m = "getShared" THEN owner \ {c} ELSE others
              IN  /\ m \in {"getShared", "getModified"}
                  /\ \A d \in asked : Fits(fromHome, d)
                  /\ busy' = [who |-> {c}, what |-> m, waits |-> asked]
                  /\ fromHome' = [d \in Cache |-> IF d \in asked
                                                  THEN Append(fromHome[d], IF m = "getShared" THEN "share" ELSE "drop")
                                                  ELSE fromHome[d]]
           /\ toHome' = [toHome EXCEPT ![c] = Tail(@)]
           /\ UNCHANGED <<state, wish, sharers, owner>>

TakeEvict(c) == /\ toHome[c] # <<>>
                /\ Head(toHome[c]) = "evict"
                /\ sharers' = sharers \ {c}
                /\ toHome' = [toHome EXCEPT ![c] = Tail(@)]
                /\ UNCHANGED <<state, wish, fromHome, owner, busy>>

TakeAnswer(c) == /\ toHome[c] # <<>>
                 /\ Head(toHome[c]) \in {"shares", "dropped"}
                 /\ c \in busy.waits
                 /\ busy' = [busy EXCEPT !.waits = @ \ {c}]
                 /\ owner' = owner \ {c}
                 /\ sharers' = IF Head(toHome[c]) = "shares" THEN sharers \cup {c} ELSE sharers \ {c}
                 /\ toHome' = [toHome EXCEPT ![c] = Tail(@)]
                 /\ UNCHANGED <<state, wish, fromHome>>

Grant(c) == /\ busy.what # "none" /\ busy.waits = {} /\ busy.who = {c} /\ Fits(fromHome, c)
            /\ IF busy.what = "getShared"
               THEN /\ sharers' = sharers \cup {c}
                    /\ owner' = owner
                    /\ fromHome' = Send(fromHome, c, "shared")
               ELSE /\ sharers' = sharers \ {c}
                    /\ owner' = {c}
                    /\ fromHome' = Send(fromHome, c, "modified")
            /\ busy' = [who |-> {}, what |-> "none", waits |-> {}]
            /\ UNCHANGED <<state, wish, toHome>>

Hear(c) == /\ fromHome[c] # <<>>
           /\ LET m == Head(fromHome[c])
              IN  \/ /\ m \in {"shared", "modified"}
                     /\ state' = [state EXCEPT ![c] = m]
                     /\ wish' = [wish EXCEPT ![c] = "none"]
                     /\ UNCHANGED toHome
                  \/ /\ m \in {"share", "drop"}
                     /\ Fits(toHome, c)
                     /\ state' = [state EXCEPT ![c] = IF m = "share" /\ @ # "invalid" THEN "shared" ELSE "invalid"]
                     /\ toHome' = Send(toHome, c, IF m = "share" /\ state[c] # "invalid" THEN "shares" ELSE "dropped")
                     /\ UNCHANGED wish
           /\ fromHome' = [fromHome EXCEPT ![c] = Tail(@)]
           /\ UNCHANGED <<sharers, owner, busy>>

Next == \E c \in Cache : \/ WantShared(c) \/ WantModified(c) \/ Evict(c)
                         \/ Take(c) \/ TakeEvict(c) \/ TakeAnswer(c) \/ Grant(c) \/ Hear(c)

Spec == Init /\ [][Next]_vars

TypeOK == /\ state \in [Cache -> {"invalid", "shared", "modified"}]
          /\ wish \in [Cache -> {"none", "shared", "modified"}]
          /\ sharers \subseteq Cache /\ owner \subseteq Cache
          /\ \A c \in Cache : Len(toHome[c]) <= Room /\ Len(fromHome[c]) <= Room

OneWriter == \A c, d \in Cache : c # d => ~(state[c] = "modified" /\ state[d] # "invalid")
==============================================================================
