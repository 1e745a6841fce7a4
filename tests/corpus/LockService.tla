---- MODULE LockService ----
(* Why: a lock server with a queue of waiters and messages in bags (a message may be in flight twice), in the style network specs have. *)
EXTENDS Naturals, Sequences, Bags, TLC

CONSTANTS Client, Free
VARIABLES holder, waiting, net, has

vars == <<holder, waiting, net, has>>
Put(m) == net (+) SetToBag({m})
Drop(m) == net (-) SetToBag({m})

Init == holder = Free /\ waiting = <<>> /\ net = EmptyBag /\ has = [c \in Client |-> "no"]

Request(c) == /\ has[c] = "no"
              /\ has' = [has EXCEPT ![c] = "asked"]
              /\ net' = Put([op |-> "lock", by |-> c])
              /\ UNCHANGED <<holder, waiting>>
Resend(c) == /\ has[c] = "asked" /\ CopiesIn([op |-> "lock", by |-> c], net) = 1
             /\ net' = Put([op |-> "lock", by |-> c])
             /\ UNCHANGED <<holder, waiting, has>>
Queued(c) == \E i \in DOMAIN waiting : waiting[i] = c
Serve == \E m \in BagToSet(net) :
           /\ m.op = "lock"
           /\ CASE holder = Free -> /\ holder' = m.by
                                    /\ net' = Drop(m) (+) SetToBag({[op |-> "grant", to |-> m.by]})
                                    /\ UNCHANGED waiting
                [] holder = m.by \/ Queued(m.by) -> net' = Drop(m) /\ UNCHANGED <<holder, waiting>>
                [] OTHER -> net' = Drop(m) /\ waiting' = Append(waiting, m.by) /\ holder' = holder
           /\ UNCHANGED has
Granted == \E m \in BagToSet(net) : /\ m.op = "grant"
                                    /\ net' = Drop(m)
                                    /\ has' = [has EXCEPT ![m.to] = "yes"]
                                    /\ UNCHANGED <<holder, waiting>>
Unlock(c) == /\ has[c] = "yes"
             /\ has' = [has EXCEPT ![c] = "no"]
             /\ IF waiting = <<>> THEN holder' = Free /\ UNCHANGED <<waiting, net>>
                                  ELSE /\ holder' = Head(waiting) /\ waiting' = Tail(waiting)
                                       /\ net' = Put([op |-> "grant", to |-> Head(waiting)])
Next == Serve \/ Granted \/ \E c \in Client : Request(c) \/ Resend(c) \/ Unlock(c)
Spec == Init /\ [][Next]_vars
OneHolder == \A c, d \in Client : has[c] = "yes" /\ has[d] = "yes" => c = d
FewInFlight == BagCardinality(net) <= 4
AtMostOneGrant == BagCardinality([m \in {m \in BagToSet(net) : m.op = "grant"} |-> CopiesIn(m, net)]) <= 1
====
expect LockService.cfg
  verdict invariant-violated
  violated FewInFlight
  generated 101
  distinct 57
  depth 7
  trace 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect LockService.three.cfg
  verdict ok
  generated 11092
  distinct 2472
  depth 26
  tlc Version 2026.04.29.164809 (rev: cc6b616)
