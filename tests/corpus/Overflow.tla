---- MODULE Overflow ----
(* Why: TLC's integers are 32 bits and say so when they do not suffice; the run up to there is counted. *)
EXTENDS Integers
VARIABLES n, k
Init == n = 1 /\ k \in 0..2
Double == n' = n * 2 /\ k' = k
Square == k > 0 /\ n < 40000 /\ n' = n * n /\ k' = k - 1
Next == n < 1073741825 /\ (Double \/ Square)
Negative == -2147483647 - 1 < n
====
expect Overflow.cfg
  verdict evaluation-failed
  generated 88
  distinct 64
  depth 12
  trace 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
