------------------------------ MODULE SometimesASet ------------------------------
(* Why: a variable that is a set in some states only. Where it is none, what needs its elements is an error, also where the
   elements would make no difference: what is said of all numbers there can be, or a set that is always empty. *)
EXTENDS Naturals
CONSTANT None
VARIABLES step, some, empty, chosen

Init == step = 0 /\ some = {} /\ empty = {} /\ chosen = {1}
Next ==
  /\ step < 3
  /\ step' = step + 1
  /\ some' = IF step = 0 THEN "none" ELSE {step}
  /\ empty' = IF step = 0 THEN "none" ELSE {}
  /\ chosen' = IF step = 0 THEN None ELSE {step}

Always == \A n \in some : n \in 1..3
Never == ~\E n \in some : n > 5
Filtered == {n \in empty : n = 1} = {}
Mapped == {n + 1 : n \in empty} = {}
Chosen == chosen \in SUBSET (1..3)
Members == chosen = None \/ chosen \in SUBSET (1..3)
==================================================================================
expect SometimesASet.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SometimesASet.chosen.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SometimesASet.filtered.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SometimesASet.mapped.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SometimesASet.members.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SometimesASet.never.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
