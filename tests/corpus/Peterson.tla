---- MODULE Peterson ----
(* Why: the first liveness model: WF on each process makes both enter; without fairness stuttering is the counterexample. *)
EXTENDS Naturals

VARIABLES pc, flag, turn

vars == <<pc, flag, turn>>
Other(i) == 1 - i

Init == pc = [i \in 0..1 |-> "out"] /\ flag = [i \in 0..1 |-> FALSE] /\ turn = 0

Ask(i) == pc[i] = "out" /\ pc' = [pc EXCEPT ![i] = "asked"] /\ flag' = [flag EXCEPT ![i] = TRUE] /\ UNCHANGED turn
Yield(i) == pc[i] = "asked" /\ pc' = [pc EXCEPT ![i] = "wait"] /\ turn' = Other(i) /\ UNCHANGED flag
Enter(i) == /\ pc[i] = "wait"
            /\ ~flag[Other(i)] \/ turn = i
            /\ pc' = [pc EXCEPT ![i] = "in"]
            /\ UNCHANGED <<flag, turn>>
Leave(i) == pc[i] = "in" /\ pc' = [pc EXCEPT ![i] = "out"] /\ flag' = [flag EXCEPT ![i] = FALSE] /\ UNCHANGED turn

Step(i) == Ask(i) \/ Yield(i) \/ Enter(i) \/ Leave(i)
Next == Step(0) \/ Step(1)

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ \A i \in 0..1 : WF_vars(Step(i))
OnlyZero == Spec /\ WF_vars(Step(0))

Mutex == ~(pc[0] = "in" /\ pc[1] = "in")
Answered == \A i \in 0..1 : pc[i] = "asked" ~> pc[i] = "in"
ZeroEnters == []<>(pc[0] = "in")
OneEnters == []<>(pc[1] = "in")
====
expect Peterson.cfg
  verdict ok
  generated 35
  distinct 20
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Peterson.onlyzero.cfg
  verdict property-violated
  violated ZeroEnters
  generated 35
  distinct 20
  depth 7
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Peterson.unfair.cfg
  verdict property-violated
  violated ZeroEnters
  generated 35
  distinct 20
  depth 7
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
