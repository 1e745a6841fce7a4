---- MODULE TicketOffice ----
(* Why: a state without any successor is a deadlock, unless CHECK_DEADLOCK says FALSE; same spec, both answers. *)
EXTENDS Naturals

CONSTANTS Customers, Seats

VARIABLES free, holds

vars == <<free, holds>>

Init == free = Seats /\ holds = [c \in Customers |-> 0]

Buy(c) == /\ free > 0
          /\ holds[c] < 2
          /\ free' = free - 1
          /\ holds' = [holds EXCEPT ![c] = @ + 1]

Swap(c, d) == /\ c # d
              /\ holds[c] = 1 /\ holds[d] = 1
              /\ holds' = [holds EXCEPT ![c] = 2, ![d] = 0]
              /\ UNCHANGED free

Next == \/ \E c \in Customers : Buy(c)
        \/ \E c, d \in Customers : Swap(c, d)

Spec == Init /\ [][Next]_vars

Sold == free \in 0..Seats
====
expect TicketOffice.cfg
  verdict deadlock
  generated 55
  distinct 23
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect TicketOffice.nodeadlock.cfg
  verdict ok
  generated 61
  distinct 23
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
