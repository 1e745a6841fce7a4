---- MODULE ExitAtOnce ----
(* Why: TLCSet("exit", TRUE) at a state that is its predecessor's only successor, as where a log is walked: nothing comes after it. *)
EXTENDS Naturals, TLC
CONSTANT Last
VARIABLE line
Init == line = 1
Next == line < 9 /\ line' = line + 1
Ends == line = Last => TLCSet("exit", TRUE)
EndsBefore == line' = Last => TLCSet("exit", TRUE)
Reached == TLCGet("stats").diameter = Last /\ TLCGet("queue") = 1
====
expect ExitAtOnce.action.cfg
  verdict ok
  generated 5
  distinct 5
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ExitAtOnce.cfg
  verdict ok
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ExitAtOnce.constraint.cfg
  verdict ok
  generated 5
  distinct 5
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ExitAtOnce.invariant.cfg
  verdict ok
  generated 5
  distinct 5
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
