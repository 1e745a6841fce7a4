---- MODULE FirstOfModelValues ----
(* Why: model values rank by where the .cfg names them first, and share the ranks of strings; a set of both puts each where
   its letters stand, whichever kind it is. *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Herd, Keeper, emu, ape, owl, cat

VARIABLES queue, fed

RECURSIVE Line(_)
Line(S) == IF S = {} THEN <<>> ELSE LET h == CHOOSE x \in S : TRUE IN <<h>> \o Line(S \ {h})

Init == queue = Line(Herd) /\ fed = {}

Feed == queue # <<>> /\ fed' = fed \cup {Head(queue)} /\ queue' = Tail(queue)
Hungry == Len(queue) < 2 /\ \E h \in fed : fed' = fed \ {h} /\ queue' = Append(queue, h)
Next == Feed \/ Hungry

KeeperFirst == fed = {} => queue = <<owl, emu, ape, cat>>
HerdFirst == fed = {} => queue = <<cat, ape, owl, emu>>
====
expect FirstOfModelValues.cfg
  verdict ok
  generated 35
  distinct 19
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect FirstOfModelValues.herdlast.cfg
  verdict ok
  generated 35
  distinct 19
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
