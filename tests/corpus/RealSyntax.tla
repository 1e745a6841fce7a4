---- MODULE RealSyntax ----
(* Why: a module that extends Reals works as long as it computes with integers. *)
EXTENDS Reals, FiniteSets

VARIABLES balance, rate

Half(x) == x \div 2
Interest(b, r) == (b * r) \div 100

ASSUME 2 ^ 10 = 1024 /\ -7 + 3 = -4 /\ 9 % 4 = 1 /\ 3 \in Nat /\ -3 \in Int /\ -3 \notin Nat
ASSUME Cardinality(-2..2) = 5 /\ 3 >= 2 /\ 2 <= 2 /\ ~(1 > 1) /\ 0 - 1 < 0

Init == balance = 100 /\ rate \in {5, 10, -20}
Accrue == balance < 400 /\ balance' = balance + Interest(balance, rate) + 1 /\ rate' = rate
Split == balance > 200 /\ balance' = Half(balance) /\ UNCHANGED rate
Next == Accrue \/ Split
Range == balance \in Int /\ balance <= 500 /\ balance > 0
====
expect RealSyntax.cfg
  verdict ok
  generated 760
  distinct 500
  depth 64
  tlc Version 2026.04.29.164809 (rev: cc6b616)
