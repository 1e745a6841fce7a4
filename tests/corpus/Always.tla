---- MODULE Always ----
(* Why: properties that are really safety: []P, [][A]_v, P alone, and Init /\ [][Next]_v; TLC checks them on the fly. *)
EXTENDS Integers

VARIABLES temp, mode

vars == <<temp, mode>>
Init == temp \in 18..20 /\ mode = "idle"
Heat == mode # "cool" /\ temp < 25 /\ temp' = temp + 1 /\ mode' = "heat"
Chill == temp > 15 /\ temp' = temp - 2 /\ mode' = "cool"
Rest == mode' = "idle" /\ temp' = temp
Next == Heat \/ Chill \/ Rest
Spec == Init /\ [][Next]_vars

InRange == [](temp \in 14..25)
Narrow == [](temp > 15)
StartsMild == temp \in 18..20
StartsCold == temp < 20
OneUpTwoDown == [][temp' - temp \in {1, -2}]_temp
NoDirectTurn == [][mode = "heat" => mode' # "cool"]_mode
Whole == Init /\ [][Next]_vars
====
expect Always.cfg
  verdict ok
  generated 85
  distinct 33
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Always.initial.cfg
  verdict property-violated
  violated StartsCold
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Always.narrow.cfg
  verdict invariant-violated
  violated Narrow
  generated 16
  distinct 10
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Always.turn.cfg
  verdict property-violated
  violated NoDirectTurn
  generated 14
  distinct 9
  depth 2
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
