---- MODULE EachOf ----
(* Why: \A over a constant set in a PROPERTY: each element's []P, [][A]_v and initial predicate is checked as such. *)
EXTENDS Integers
Lamps == 1 .. 3
VARIABLE on
Init == on = {}
Toggle(l) == on' = IF l \in on THEN on \ {l} ELSE on \cup {l}
Next == \E l \in Lamps : Toggle(l) /\ (l = 3 => 1 \in on)
Spec == Init /\ [][Next]_on

OneAtATime == \A l \in Lamps : [][(l \in on' \ on) => on' = on \cup {l}]_on
Company == \A l \in Lamps : [](on = {l} => l # 3)
Monotone == \A l \in Lamps, m \in {1} : l \notin on /\ [][(m \in on) => m \in on']_on
====
expect EachOf.alone.cfg
  verdict invariant-violated
  generated 12
  distinct 7
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EachOf.cfg
  verdict ok
  generated 21
  distinct 8
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EachOf.monotone.cfg
  verdict property-violated
  generated 4
  distinct 3
  depth 2
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
