---- MODULE TypedModelValues ----
(* Why: typed model values (T_name) are unequal to those of their own type, and comparing them with another type is an error. *)
EXTENDS FiniteSets

CONSTANTS Procs, Colours, None

VARIABLES paint, turn

Init == paint = [p \in Procs |-> None] /\ turn \in Procs

Dip(c) == /\ paint[turn] # c
          /\ paint' = [paint EXCEPT ![turn] = c]
          /\ turn' \in Procs \ {turn}

Confuse == /\ \A p \in Procs : paint[p] # None
           /\ Cardinality({paint[p] : p \in Procs}) = 1
           /\ turn = paint[turn]
           /\ UNCHANGED <<paint, turn>>

Next == \E c \in Colours : Dip(c)
Careless == Next \/ Confuse

TypeOK == paint \in [Procs -> Colours \cup {None}] /\ turn \in Procs
====
expect TypedModelValues.cfg
  verdict ok
  generated 207
  distinct 75
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect TypedModelValues.confused.cfg
  verdict evaluation-failed
  generated 161
  distinct 75
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
