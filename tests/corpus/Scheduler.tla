---- MODULE Scheduler ----
(* Why: priorities and a ready queue: SF against WF on actions that share an \E, and a property with two quantifiers. *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Task, Slots
VARIABLES ready, running, left
vars == <<ready, running, left>>

Init == ready = {} /\ running = {} /\ left = [t \in Task |-> 1]
Wake(t) == t \notin ready \cup running /\ left[t] > 0 /\ ready' = ready \cup {t} /\ UNCHANGED <<running, left>>
Run(t) == t \in ready /\ Cardinality(running) < Slots /\ ready' = ready \ {t} /\ running' = running \cup {t} /\ UNCHANGED left
Preempt(t, u) == t \in running /\ u \in ready /\ running' = (running \ {t}) \cup {u} /\ ready' = (ready \ {u}) \cup {t} /\ UNCHANGED left
Finish(t) == t \in running /\ running' = running \ {t} /\ left' = [left EXCEPT ![t] = 1 - @] /\ UNCHANGED ready
Renew == \A t \in Task : left[t] = 0 /\ left' = [s \in Task |-> 1] /\ UNCHANGED <<ready, running>>
Next == Renew \/ \E t \in Task : Wake(t) \/ Run(t) \/ Finish(t) \/ \E u \in Task : Preempt(t, u)
Base == Init /\ [][Next]_vars /\ WF_vars(Renew) /\ \A t \in Task : WF_vars(Wake(t)) /\ SF_vars(Run(t))
Fair == Base /\ \A t \in Task : SF_vars(Finish(t))
Greedy == Base /\ \A t \in Task : WF_vars(Finish(t))
Disjoint == ready \cap running = {} /\ Cardinality(running) <= Slots
AllFinish == \A t \in Task : []<>(left[t] = 0)
EachRuns == \A t \in Task : (t \in ready) ~> (t \in running)
====
expect Scheduler.cfg
  verdict ok
  generated 119
  distinct 54
  depth 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Scheduler.greedy.cfg
  verdict property-violated
  violated AllFinish
  generated 24
  distinct 15
  depth 7
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
