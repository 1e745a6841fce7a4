---- MODULE Philosophers ----
(* Why: deadlock found in a liveness model, and quantified strong fairness that removes starvation when forks are ordered. *)
EXTENDS Naturals

CONSTANTS N, Ordered

VARIABLES fork, eats

vars == <<fork, eats>>
P == 0..N - 1
Left(p) == p
Right(p) == (p + 1) % N
One(p) == IF Ordered /\ Right(p) < Left(p) THEN Right(p) ELSE Left(p)
Two(p) == IF Ordered /\ Right(p) < Left(p) THEN Left(p) ELSE Right(p)

Init == fork = [f \in P |-> N] /\ eats = [p \in P |-> FALSE]

TakeOne(p) == ~eats[p] /\ fork[One(p)] = N /\ fork' = [fork EXCEPT ![One(p)] = p] /\ UNCHANGED eats
TakeTwo(p) == fork[One(p)] = p /\ fork[Two(p)] = N /\ fork' = [fork EXCEPT ![Two(p)] = p] /\ eats' = [eats EXCEPT ![p] = TRUE]
Stop(p) == eats[p] /\ eats' = [eats EXCEPT ![p] = FALSE] /\ fork' = [f \in P |-> IF fork[f] = p THEN N ELSE fork[f]]

Next == \E p \in P : TakeOne(p) \/ TakeTwo(p) \/ Stop(p)
Spec == Init /\ [][Next]_vars /\ \A p \in P : SF_vars(TakeOne(p)) /\ SF_vars(TakeTwo(p)) /\ WF_vars(Stop(p))
WeakSpec == Init /\ [][Next]_vars /\ WF_vars(Next)

NoSharing == \A p \in P : eats[p] => fork[Left(p)] = p /\ fork[Right(p)] = p
AllEat == \A p \in P : []<>eats[p]
SomeoneEats == []<>(\E p \in P : eats[p])
====
expect Philosophers.cfg
  verdict ok
  generated 23
  distinct 12
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Philosophers.some.cfg
  verdict ok
  generated 23
  distinct 12
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Philosophers.stuck.cfg
  verdict deadlock
  generated 86
  distinct 34
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Philosophers.weak.cfg
  verdict property-violated
  violated AllEat
  generated 23
  distinct 12
  depth 4
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
