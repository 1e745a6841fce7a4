---- MODULE StringRanksBase ----
(* Extended by StringRanks. *)
BaseName == "based"
====
