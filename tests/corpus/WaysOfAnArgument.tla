---- MODULE WaysOfAnArgument ----
(* Why: an argument of an operator that holds in several ways gives its step as often, wherever the operator stands. *)
EXTENDS Integers
VARIABLES x, s
Either(a, b) == IF s = {5} THEN a ELSE b
Init == x = 0 /\ s = {1, 2, 3}
UnderExists == (\E k \in s : Either(FALSE, \E c \in s : TRUE)) /\ x' = 1 - x /\ s' = s
WithExists == (LET each(b) == \E k \in s : b IN each(\E c \in s : c > 1)) /\ x' = 2 /\ s' = s
Used(Op(_)) == \E k \in s : Op(\E c \in s : TRUE)
AsOperator == Used(LAMBDA b : b /\ b) /\ x' = 3 /\ s' = s
Next == x < 2 /\ (UnderExists \/ WithExists \/ AsOperator)
====
expect WaysOfAnArgument.cfg
  verdict ok
  generated 85
  distinct 4
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
