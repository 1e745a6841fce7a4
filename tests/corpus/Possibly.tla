---- MODULE Possibly ----
(* Why: _POSSIBLE in the .cfg: of states and of steps, counted over the whole run, and one that never comes true. *)
EXTENDS Integers, TLC
VARIABLE dial
Init == dial \in {0, 5}
Next == \/ dial < 6 /\ dial' = dial + 2
        \/ dial > 4 /\ dial' = 0
AtFour == dial = 4
Resets == dial' < dial
AtTen == dial = 10
Counted == LET seen == TLCGet("all:named")["s:_possible"][1]
           IN seen["AtFour"] = 1 /\ seen["Resets"] = 3
====
expect Possibly.cfg
  verdict ok
  generated 9
  distinct 6
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Possibly.never.cfg
  verdict postcondition-violated
  violated AtTen
  generated 9
  distinct 6
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
