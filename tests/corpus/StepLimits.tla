---- MODULE StepLimits ----
(* Why: ACTION_CONSTRAINT forbids steps, not states, and the state behind a forbidden step is still checked (pos = 7 here). *)
EXTENDS Integers

VARIABLES pos, fuel

Init == pos = 0 /\ fuel = 6

Hop(d) == fuel > 0 /\ pos' = pos + d /\ fuel' = fuel - 1
Refuel == fuel = 0 /\ fuel' = 3 /\ pos' = pos

Next == (\E d \in {-2, -1, 1, 2} : Hop(d)) \/ Refuel

NoLongHopHome == pos' = 0 => (pos - pos') \in -1..1
StayNear == pos' \in -6..6
Window == pos \in -4..4

InRange == pos \in -6..6 /\ fuel \in 0..6
====
expect StepLimits.both.cfg
  verdict ok
  generated 174
  distinct 50
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect StepLimits.cfg
  verdict invariant-violated
  violated InRange
  generated 58
  distinct 27
  depth 4
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
