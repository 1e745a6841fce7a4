------------------------------ MODULE WalkedLog ------------------------------
(***************************************************************************)
(* A log held against a spec by a module of its own, as people do it with  *)
(* TLC: an index walks the log, each line lets some steps pass, and the    *)
(* end of the log ends the run.  What the log leaves open (which of the    *)
(* workers took the task) is tried.                                        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLC, TLCExt

CONSTANT Lines   \* how many

Workers == 1..4

VARIABLES load, i

vars == <<load, i>>

Log == [n \in 1..Lines |-> IF n % 3 = 0 THEN [event |-> "done"] ELSE [event |-> "take"]]

Line == Log[i]

Init == load = [w \in Workers |-> 0] /\ i = 1

Take == \E w \in Workers : load[w] < 2 /\ load' = [load EXCEPT ![w] = @ + 1]

Done == \E w \in Workers : load[w] > 0 /\ load' = [load EXCEPT ![w] = @ - 1]

Next ==
  /\ i <= Len(Log)
  /\ i' = i + 1
  /\ \/ Line.event = "take" /\ Take
     \/ Line.event = "done" /\ Done

Spec == Init /\ [][Next]_vars

(* Nothing is left to find out once the log is at its end. *)
Ends == i > Len(Log) => TLCSet("exit", TRUE)

Accepted == TLCGet("stats").diameter = Len(Log) + 1
==============================================================================
expect WalkedLog.cfg
  verdict ok
  generated 372
  distinct 144
  depth 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WalkedLog.rejected.cfg
  verdict postcondition-violated
  violated Accepted
  generated 641
  distinct 236
  depth 23
  tlc Version 2026.04.29.164809 (rev: cc6b616)
