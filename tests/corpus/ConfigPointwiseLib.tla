---- MODULE ConfigPointwiseLib ----
(* Instantiated by ConfigPointwise, whose .cfg sets Depth here. *)
EXTENDS Naturals
Depth == 1
Deeper == Depth + 1
====
