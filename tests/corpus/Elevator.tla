---- MODULE Elevator ----
(* Why: a liveness property with LET, IF and quantifiers inside, under fairness of parametrised actions that are disjunctions. *)
EXTENDS Integers

CONSTANT Floors
VARIABLES floor, dir, calls
vars == <<floor, <<dir, calls>>>>
Top == CHOOSE f \in Floors : \A g \in Floors : g <= f
Init == floor = 0 /\ dir \in {-1, 1} /\ calls = {}
Call(f) == f \notin calls /\ f # floor /\ calls' = calls \cup {f} /\ UNCHANGED <<floor, dir>>
Ahead == \E f \in calls : (f - floor) * dir > 0
Move == /\ floor \notin calls
        /\ Ahead
        /\ floor' = floor + dir
        /\ UNCHANGED <<dir, calls>>
Turn == calls # {} /\ floor \notin calls /\ ~Ahead /\ dir' = -dir /\ UNCHANGED <<floor, calls>>
Open == floor \in calls /\ calls' = calls \ {floor} /\ UNCHANGED <<floor, dir>>
Work == Move \/ Turn \/ Open
Next == Work \/ \E f \in Floors : Call(f)
Spec == Init /\ [][Next]_vars /\ WF_vars(Work)
Moody == Init /\ [][Next]_vars /\ WF_vars(Move) /\ WF_vars(Open)
Served == \A f \in Floors : LET wanted == f \in calls IN wanted ~> ~wanted
Inside == floor \in 0..Top
====
expect Elevator.cfg
  verdict ok
  generated 285
  distinct 111
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Elevator.moody.cfg
  verdict property-violated
  violated Served
  generated 285
  distinct 111
  depth 12
  trace 9
  tlc Version 2026.04.29.164809 (rev: cc6b616)
