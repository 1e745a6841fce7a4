---- MODULE AskNext ----
(* Why: what is asked of the next state: ENABLED under a prime, the level under a prime, more than a prime on a whole formula. *)
EXTENDS Integers, TLC
VARIABLES fuel, height

vars == <<fuel, height>>
Init == fuel = 3 /\ height = 0
Burn == fuel > 0 /\ height < 4 /\ fuel' = fuel - 1 /\ height' = height + 2
Fall == height > 0 /\ height' = height - 1 /\ UNCHANGED fuel
CanBurn == ENABLED Burn
Next == Burn \/ Fall
Spec == Init /\ [][Next]_vars

StillCan == [][CanBurn' = (fuel' > 0 /\ height' < 4)]_vars
NeverOut == [][(ENABLED Next)']_vars
Deeper == [][TLCGet("level")' = TLCGet("level") + 1]_vars
====
expect AskNext.cfg
  verdict ok
  generated 20
  distinct 15
  depth 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AskNext.out.cfg
  verdict property-violated
  violated NeverOut
  generated 20
  distinct 15
  depth 10
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
