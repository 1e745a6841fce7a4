---- MODULE ClockRefinement ----
(* Why: three levels of refinement, the middle one both refines and is refined, with different variables at each. *)
EXTENDS Naturals
VARIABLES second, minute
vars == <<second, minute>>
Init == second \in {0, 30} /\ minute = 0
Tick == second' = (second + 10) % 60 /\ minute' = IF second' = 0 THEN (minute + 1) % 4 ELSE minute
Spec == Init /\ [][Tick]_vars /\ WF_vars(Tick)
Stopping == Init /\ [][Tick]_vars
Minutes == INSTANCE ClockRefinementMinutes WITH hand <- minute
RefinesMinutes == Minutes!Spec
RefinesHalf == Minutes!RefinesHalf
SafelyMinutes == Minutes!Safe
ThroughBoth == Minutes!Half!Turning
====
expect ClockRefinement.cfg
  verdict ok
  generated 26
  distinct 24
  depth 21
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ClockRefinement.safe.cfg
  verdict ok
  generated 26
  distinct 24
  depth 21
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ClockRefinement.stopping.cfg
  verdict property-violated
  violated RefinesHalf
  generated 26
  distinct 24
  depth 21
  trace 9
  tlc Version 2026.04.29.164809 (rev: cc6b616)
