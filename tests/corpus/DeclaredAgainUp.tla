---- MODULE DeclaredAgainUp ----
(* Extended by DeclaredAgain, with a variable that another extended module has too. *)
EXTENDS Naturals
VARIABLE level
Up == level' = level + 1
====
