---- MODULE LocalFunctions ----
(* Why: an action that begins with LET and a function that uses itself there; and names of actions and of recursive operators that
   native code has itself, or makes for others. *)
EXTENDS Naturals, Sequences

VARIABLES log, total

Init == log = <<>> /\ total = 0
RECURSIVE s(_)
s(n) == IF n = 0 THEN 0 ELSE 1 + s(n - 1)
Add == LET sum[n \in 0..Len(log)] == IF n = 0 THEN 0 ELSE log[n] + sum[n - 1]
       IN /\ total < 12 /\ Len(log) < 4 /\ total' = total + sum[Len(log)] /\ log' = Append(log, s(2))
pool(p) == LET even[n \in 0..p] == IF n = 0 THEN TRUE ELSE ~even[n - 1]
               last == Len(log)
           IN /\ even[p] /\ last > 1 /\ log' = SubSeq(log, 1, last - 1) /\ UNCHANGED total
x_2 == \E x \in {1, 3} : \E y \in {1, 3} : x # y /\ total = x /\ total' = y /\ UNCHANGED log
host == total > 6 /\ total' = total - 5 /\ UNCHANGED log
int64_t == total = 2 /\ total' = 1 /\ log' = <<1>>
Next == Add \/ (\E p \in 1..2 : pool(p)) \/ x_2 \/ host \/ int64_t
Small == total < 100
Odd == total # 9
====
expect LocalFunctions.cfg
  verdict ok
  generated 276
  distinct 134
  depth 14
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect LocalFunctions.odd.cfg
  verdict invariant-violated
  violated Odd
  generated 60
  distinct 46
  depth 8
  trace 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
