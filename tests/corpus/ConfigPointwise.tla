---- MODULE ConfigPointwise ----
(* Why: a .cfg may give an operator constant its value point by point, and may set a constant of an instantiated module. *)
EXTENDS Naturals

CONSTANTS Price(_), Route(_, _), Cities

VARIABLES city, purse

Lib == INSTANCE ConfigPointwiseLib

Init == purse = 9 /\ city = CHOOSE c \in Cities : Price(c) = 1
Travel(d) == /\ d # city
             /\ purse >= Price(d) + Route(city, d)
             /\ purse' = purse - Price(d) - Route(city, d)
             /\ city' = d
Next == \E d \in Cities : Travel(d)
Solvent == purse \in 0..9 /\ Lib!Depth = 4 /\ Lib!Deeper = 5
====
expect ConfigPointwise.cfg
  verdict ok
  generated 11
  distinct 9
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
