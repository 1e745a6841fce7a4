---------------------------- MODULE AskedOfTlc ----------------------------
\* What TLCGet tells of TLC, of the run, and of the action of a search, which has none.
EXTENDS Naturals, TLC
VARIABLE x
NewEnough == TLCGet("revision").timestamp >= 1663720820
ASSUME NewEnough /\ DOMAIN TLCGet("revision") = {"timestamp", "date", "count", "tag", "calver"}
ASSUME TLCGet("action").name = "UnnamedAction"
ASSUME TLCGet("stats").generated = 0
Init == x = 0 /\ TLCGet("action").location.module = "--TLA+ BUILTINS--"
Next == x < 3 /\ x' = x + 1 /\ TLCGet("action").name = "UnnamedAction"
Unnamed == TLCGet("action").name = "UnnamedAction"
Told == /\ DOMAIN TLCGet("stats") = {"worker", "duration", "generated", "diameter", "distinct", "initial", "queue"}
        /\ TLCGet("stats").initial = 1 /\ TLCGet("stats").distinct = 4 /\ TLCGet("stats").worker = 0
===========================================================================
expect AskedOfTlc.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
