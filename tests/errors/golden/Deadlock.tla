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
