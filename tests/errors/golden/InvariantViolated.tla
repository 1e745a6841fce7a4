---- MODULE InvariantViolated ----
EXTENDS Integers
VARIABLES held, free
Init == held = {} /\ free = {"fork", "knife"}
Take(t) == t \in free /\ held' = held \cup {t} /\ free' = free \ {t}
Lose(t) == t \in held /\ held' = held \ {t} /\ UNCHANGED free
Next == \E t \in {"fork", "knife"} : Take(t) \/ Lose(t)
Apart == /\ held \cap free = {}
         /\ held \cup free = {"fork", "knife"}
====
---- CONFIG InvariantViolated ----
INIT Init
NEXT Next
INVARIANT Apart
====
exit 12
invariant-violated: Apart is false in state 3
  Apart: line 8, col 10 to line 9, col 46 of module InvariantViolated

State 1: <Initial predicate>
  /\ held = {}
  /\ free = {"fork", "knife"}

State 2: <Take("fork") line 5, col 12 to line 5, col 68 of module InvariantViolated>
* /\ held = {"fork"}
* /\ free = {"knife"}

State 3: <Lose("fork") line 6, col 12 to line 6, col 61 of module InvariantViolated>
* /\ held = {}
  /\ free = {"knife"}

held \cup free = {"fork", "knife"} is false, with held = {}, free = {"knife"}  (line 9)

4 states generated, 4 distinct, 1 left to explore, depth 3.
