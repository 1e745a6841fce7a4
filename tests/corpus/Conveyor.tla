---- MODULE Conveyor ----
(* Why: liveness under a state constraint, as bounded models have it: the counter would grow for ever. *)
EXTENDS Naturals, Sequences

VARIABLES belt, count, packed

vars == <<belt, count, packed>>
Init == belt = <<>> /\ count = 0 /\ packed = 0
Place == Len(belt) < 3 /\ belt' = Append(belt, count % 2) /\ count' = count + 1 /\ UNCHANGED packed
Pack == belt # <<>> /\ belt' = Tail(belt) /\ packed' = packed + 1 /\ UNCHANGED count
Next == Place \/ Pack
Spec == Init /\ [][Next]_vars /\ WF_vars(Pack)
Bound == count <= 6
EmptyAgain == belt # <<>> ~> (belt = <<>> \/ packed >= 4)
KeepsUp == [](count - packed \in 0..3)
Stalls == []<>(packed > 6)
====
expect Conveyor.cfg
  verdict ok
  generated 34
  distinct 22
  depth 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Conveyor.stalls.cfg
  verdict property-violated
  violated Stalls
  generated 34
  distinct 22
  depth 13
  trace 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
