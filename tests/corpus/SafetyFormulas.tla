---- MODULE SafetyFormulas ----
(* Why: temporal formulas that only say what must never happen, though not of the form []P. Without fairness TLC finds their violation
   while it explores and counts it as one of safety; with fairness only at the end, as one of liveness. *)
EXTENDS Naturals

VARIABLES gate, trains

vars == <<gate, trains>>
Init == gate = "open" /\ trains = 0
Come == trains < 3 /\ trains' = trains + 1 /\ gate' = IF trains = 1 THEN "shut" ELSE gate
Go == trains > 0 /\ trains' = trains - 1 /\ gate' = gate
Lift == gate = "shut" /\ trains < 3 /\ gate' = "open" /\ UNCHANGED trains
Next == Come \/ Go \/ Lift
Spec == Init /\ [][Next]_vars
Fair == Spec /\ WF_vars(Go)

Twice == []([](trains < 3))
IfStarted == (trains = 0) => [](trains < 3)
OnceShut == [](gate = "shut" => [](gate = "shut"))
OnceFull == [](trains = 3 => [](trains > 0))
Fine == [](trains = 2 => (trains = 2 /\ gate \in {"open", "shut"})) /\ (trains = 0 => [](gate # "half"))
Either == [](trains < 3) \/ [](gate = "open")
====
expect SafetyFormulas.Either.cfg
  verdict invariant-violated
  violated Either
  generated 8
  distinct 6
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SafetyFormulas.IfStarted.cfg
  verdict invariant-violated
  violated IfStarted
  generated 8
  distinct 6
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SafetyFormulas.OnceFull.cfg
  verdict invariant-violated
  violated OnceFull
  generated 11
  distinct 7
  depth 5
  trace 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SafetyFormulas.OnceShut.cfg
  verdict invariant-violated
  violated OnceShut
  generated 11
  distinct 7
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SafetyFormulas.Twice.cfg
  verdict invariant-violated
  violated Twice
  generated 8
  distinct 6
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SafetyFormulas.both.cfg
  verdict property-violated
  violated OnceFull Twice
  generated 16
  distinct 8
  depth 5
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SafetyFormulas.cfg
  verdict ok
  generated 16
  distinct 8
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SafetyFormulas.fair.cfg
  verdict property-violated
  violated OnceShut
  generated 16
  distinct 8
  depth 5
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
