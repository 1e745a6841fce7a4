---- MODULE DeadlockEmptySet ----
EXTENDS Integers
VARIABLES ready, turn
Init == ready = {} /\ turn = 1
Serve == \E client \in ready : turn' = client /\ ready' = ready \ {client}
Skip == \E client \in {c \in ready : c > turn} : turn' = client /\ UNCHANGED ready
Next == Serve \/ Skip
====
---- CONFIG DeadlockEmptySet ----
INIT Init
NEXT Next
====
exit 11
deadlock: state 1 has no successor. (If it should have none, say CHECK_DEADLOCK FALSE or --no-deadlock.)

State 1: <Initial predicate>
  /\ ready = {}
  /\ turn  = 1

Why no action is possible in state 1:
  Serve: ready is empty, with ready = {}  (line 5)
  Skip: {c \in ready : c > turn} is empty, with ready = {}, turn = 1  (line 6)

1 state generated, 1 distinct, 0 left to explore, depth 1.
