---- MODULE Enabledness ----
(* Why: ENABLED in invariants, guards and properties: of an action with parameters, of a disjunction, of one that changes nothing. *)
EXTENDS Integers

CONSTANT Robots
VARIABLES battery, task

vars == <<battery, task>>
Init == battery = [r \in Robots |-> 2] /\ task \in Robots \cup {0}

Work(r) == task = r /\ battery[r] > 0 /\ battery' = [battery EXCEPT ![r] = @ - 1] /\ task' \in Robots \cup {0}
Charge(r) == task # r /\ battery[r] = 0 /\ battery' = [battery EXCEPT ![r] = 2] /\ UNCHANGED task
Idle == task = 0 /\ ~ ENABLED (\E r \in Robots : Charge(r)) /\ task' = (CHOOSE r \in Robots : TRUE) /\ UNCHANGED battery
Rescue == \E r \in Robots : task = r /\ ~ENABLED Work(r) /\ task' = 0 /\ battery' = battery
Same == battery' = battery /\ task' = task /\ task = 0

Next == Idle \/ Rescue \/ \E r \in Robots : Work(r) \/ Charge(r)
Spec == Init /\ [][Next]_vars /\ \A r \in Robots : WF_vars(Work(r)) /\ WF_vars(Charge(r))

NeverStuck == ENABLED Next
WorkMeans == \A r \in Robots : ENABLED Work(r) <=> (task = r /\ battery[r] > 0)
SameIsEnabled == (ENABLED Same) = (task = 0)
SameNeverChanges == ~ ENABLED <<Same>>_vars
SomePrimed == ENABLED (task' = 5 /\ UNCHANGED battery) /\ ENABLED (battery' = 0 /\ task' = battery')
ChargedLater == \A r \in Robots : [](battery[r] = 0 => <>(battery[r] > 0 \/ ~ENABLED Charge(r)))
====
expect Enabledness.cfg
  verdict ok
  generated 61
  distinct 27
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
