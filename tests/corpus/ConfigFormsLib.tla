---- MODULE ConfigFormsLib ----
(* Instantiated by ConfigForms, whose .cfg replaces Size in this module only. *)
EXTENDS Naturals
Size == 1000
Double == 2 * Size
====
