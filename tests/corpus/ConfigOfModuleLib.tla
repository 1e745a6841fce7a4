---- MODULE ConfigOfModuleLib ----
(* Extended by ConfigOfModule, whose .cfg sets Rise here, and would set Floor. *)
EXTENDS Naturals
CONSTANT Floor
Rise == 1
====
