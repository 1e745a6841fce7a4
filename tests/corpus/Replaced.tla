------------------------------ MODULE Replaced -------------------------------
(***************************************************************************)
(* A definition that the .cfg replaces, in a module that is both extended   *)
(* and instantiated: what the instance says by the plain name is replaced   *)
(* as well, what is named through the instance is not.  And a name that two *)
(* extended modules define, with different numbers of parameters: the first *)
(* counts.                                                                  *)
(***************************************************************************)
EXTENDS ReplacedBase, ReplacedOther

base == INSTANCE ReplacedBase

LaterStart == 1

Plain == Start = 1
Through == base!Start = 0
First == Step(x) = x + 1

Refines == base!Spec
==============================================================================
expect Replaced.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
