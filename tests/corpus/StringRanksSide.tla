---- MODULE StringRanksSide ----
(* Instantiated by StringRanks. *)
SideName == "sided"
====
