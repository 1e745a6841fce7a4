---- MODULE Enough ----
(* Why: TLCSet("exit", TRUE) from an invariant, and from the next-state action: what is still counted. *)
EXTENDS Integers, TLC
VARIABLES x, y
Init == x \in 0 .. 3 /\ y = 0
Next == \/ x' = (x + 1) % 50 /\ y' = y
        \/ x' = x /\ y' = (y + 1) % 50
        \/ x' = (x + 7) % 50 /\ y' = (y + 1) % 50
StopSoon == TLCSet("exit", TLCGet("distinct") > 200)
Halting == Next /\ TLCSet("exit", x > 20)
====
expect Enough.cfg
  verdict ok
  generated 457
  distinct 201
  depth 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Enough.next.cfg
  verdict ok
  generated 100
  distinct 55
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
