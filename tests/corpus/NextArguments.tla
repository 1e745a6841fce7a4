---- MODULE NextArguments ----
(* Why: what a recursive operator is given of the next state is computed once a call, not once a use, which would take for ever; and
   again for each way to choose that state, also where ENABLED chooses within. *)
EXTENDS Naturals

VARIABLES members, count, room

RECURSIVE Size(_)
Size(T) == IF T = {} THEN 0 ELSE LET one == CHOOSE e \in T : TRUE IN 1 + Size(T \ {one})
Twice(n) == n + n
Fits(n) == ENABLED (room' \in 1..3 /\ Twice(room') = Twice(n) /\ UNCHANGED <<members, count>>)

Init == members = {} /\ count = 0 /\ room = 1
Grow == /\ \E n \in {10, 40} : members' = (count + 1)..(count + n)
        /\ count' = Size(members')
        /\ room' \in 1..3
        /\ Twice(room') \in {2, 6}
Narrow == /\ count > 10
          /\ room' \in 1..5
          /\ Fits(room')
          /\ members' = {} /\ count' = Size(members') + Twice(room')
Next == Grow \/ Narrow
Bound == count <= 40
Known == count \in {0, 2, 4, 6, 10, 40}
Few == room # 3 \/ count # 4
====
expect NextArguments.cfg
  verdict invariant-violated
  violated Known
  generated 21
  distinct 17
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect NextArguments.few.cfg
  verdict ok
  generated 207
  distinct 34
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
