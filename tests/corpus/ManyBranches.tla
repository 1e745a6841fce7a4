---- MODULE ManyBranches ----
(* Why: many IFs in a row, each of which gives variables their next values: code that goes on once after them, not once
   for each way through them. *)
EXTENDS Integers, Sequences
VARIABLES n, log, last, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9
Init == n = 0 /\ log = <<>> /\ last = [kind |-> "none"] /\ x0 = 0 /\ x1 = 0 /\ x2 = 0 /\ x3 = 0 /\ x4 = 0 /\ x5 = 0 /\ x6 = 0 /\ x7 = 0 /\ x8 = 0 /\ x9 = 0
Next ==
  /\ n < 40
  /\ n' = n + 1
  /\ IF n % 2 = 0 THEN x0' = n ELSE UNCHANGED x0
  /\ IF n % 3 = 0 THEN x1' = x0 + 1 ELSE UNCHANGED x1
  /\ IF n % 4 = 0 THEN x2' = x1' ELSE UNCHANGED x2
  /\ IF n % 5 = 0 THEN x3' = n ELSE UNCHANGED x3
  /\ IF n % 6 = 0 THEN x4' = x3 + 1 ELSE UNCHANGED x4
  /\ IF n % 7 = 0 THEN x5' = x4' ELSE UNCHANGED x5
  /\ IF n % 8 = 0 THEN x6' = n ELSE UNCHANGED x6
  /\ IF n % 9 = 0 THEN x7' = x6 + 1 ELSE UNCHANGED x7
  /\ IF n % 10 = 0 THEN x8' = x7' ELSE UNCHANGED x8
  /\ IF n % 11 = 0 THEN x9' = n ELSE UNCHANGED x9
  /\ IF n % 2 = 0
       THEN log' = Append(log, x1') /\ last' = [kind |-> "odd", at |-> n']
       ELSE IF Len(log) > 3 THEN log' = Tail(log) /\ UNCHANGED last ELSE TRUE /\ UNCHANGED <<log, last>>
Small == Len(log) < 5 /\ x0 <= 40
====
expect ManyBranches.cfg
  verdict ok
  generated 41
  distinct 41
  depth 41
  tlc Version 2026.04.29.164809 (rev: cc6b616)
