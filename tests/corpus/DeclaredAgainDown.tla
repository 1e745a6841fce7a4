---- MODULE DeclaredAgainDown ----
(* Extended by DeclaredAgain, with a variable that another extended module has too. *)
EXTENDS Integers
VARIABLE level
Down == level' = level - 1
Keep == level = 2 /\ UNCHANGED level
====
