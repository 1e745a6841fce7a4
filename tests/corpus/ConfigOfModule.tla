---- MODULE ConfigOfModule ----
(* Why: what a .cfg gives "in a module" is for definitions of that module. A constant that it declares, and a name that it
   has not, are left as they are. *)
EXTENDS ConfigOfModuleLib

VARIABLE level

Init == level = Floor
Next == level < Floor + Rise /\ level' = level + 1
Bounded == level \in 2..5
====
expect ConfigOfModule.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
