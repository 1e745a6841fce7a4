---- MODULE Deadlock ----
EXTENDS Integers
VARIABLES busy, waiting
Init == busy = FALSE /\ waiting = 0
Enqueue == waiting < 2 /\ waiting' = waiting + 1 /\ UNCHANGED busy
Start == ~busy /\ waiting > 0 /\ busy' = TRUE /\ waiting' = waiting - 1
Next == Enqueue \/ Start
====
---- CONFIG Deadlock ----
INIT Init
NEXT Next
====
exit 11
deadlock: state 5 has no successor. (If it should have none, say CHECK_DEADLOCK FALSE or --no-deadlock.)

State 1: <Initial predicate>
  /\ busy    = FALSE
  /\ waiting = 0

State 2: <Enqueue line 5, col 12 to line 5, col 66 of module Deadlock>
  /\ busy    = FALSE
* /\ waiting = 1

State 3: <Enqueue line 5, col 12 to line 5, col 66 of module Deadlock>
  /\ busy    = FALSE
* /\ waiting = 2

State 4: <Start line 6, col 10 to line 6, col 71 of module Deadlock>
* /\ busy    = TRUE
* /\ waiting = 1

State 5: <Enqueue line 5, col 12 to line 5, col 66 of module Deadlock>
  /\ busy    = TRUE
* /\ waiting = 2

Why no action is possible in state 5:
  Enqueue: waiting < 2 is false, with waiting = 2  (line 5)
  Start: ~busy is false, with busy = TRUE  (line 6)

7 states generated, 6 distinct, 0 left to explore, depth 5.
