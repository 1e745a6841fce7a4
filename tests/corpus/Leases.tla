---- MODULE Leases ----
(* Why: a lease with local clocks that drift: an unsafe protocol, whose shortest counterexample needs a certain depth. *)
EXTENDS Integers

CONSTANTS Client, Term, Drift

VARIABLES clock, lease, server

Init == /\ clock = [c \in Client |-> 0]
        /\ lease = [c \in Client |-> -1]
        /\ server = [now |-> 0, until |-> -1]

Tick(c) == /\ clock[c] < 2 * Term
           /\ clock[c] < server.now + Drift
           /\ clock' = [clock EXCEPT ![c] = @ + 1]
           /\ UNCHANGED <<lease, server>>
ServerTick == /\ server.now < 2 * Term
              /\ \A c \in Client : server.now < clock[c] + Drift
              /\ server' = [server EXCEPT !.now = @ + 1]
              /\ UNCHANGED <<clock, lease>>
Acquire(c) == /\ server.until < server.now
              /\ server' = [server EXCEPT !.until = server.now + Term]
              /\ lease' = [lease EXCEPT ![c] = clock[c] + Term]
              /\ UNCHANGED clock
Next == ServerTick \/ \E c \in Client : Tick(c) \/ Acquire(c)
Holds(c) == lease[c] >= clock[c]
Mutex == \A c, d \in Client : Holds(c) /\ Holds(d) => c = d
====
expect Leases.cfg
  verdict invariant-violated
  violated Mutex
  generated 793
  distinct 471
  depth 13
  trace 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Leases.drift.cfg
  verdict invariant-violated
  violated Mutex
  generated 48176
  distinct 17374
  depth 14
  trace 14
  tlc Version 2026.04.29.164809 (rev: cc6b616)
