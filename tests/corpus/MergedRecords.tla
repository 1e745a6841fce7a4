-------------------------- MODULE MergedRecords --------------------------
(* Why: f @@ g of two records, or of two functions whose keys are known: those of f come before those of g.           *)
EXTENDS Naturals, TLC

VARIABLES term, reply, table

None == [known |-> FALSE]

Changed(t) == CASE t > term -> [term |-> t, leader |-> "other"]
                [] t = term -> [term |-> term, leader |-> "same"]
                [] OTHER -> [leader |-> "none", term |-> term]

Answer(t) == IF t = 3 THEN [leader |-> "none", handled |-> FALSE, term |-> 0]
             ELSE Changed(t) @@ [handled |-> TRUE, leader |-> "never seen"]

Init == term = 1 /\ reply = [handled |-> FALSE, leader |-> "none", term |-> 0] @@ None /\ table = <<0, 0>>

Next == \E t \in 0..3 :
  LET answer == Answer(t) IN
  /\ reply' = answer @@ [known |-> TRUE] @@ None
  /\ term' = IF answer.handled THEN answer.term ELSE term
  /\ table' = IF t = 0 THEN [i \in 1..1 |-> term] @@ <<2, table[1]>> ELSE <<3>> @@ table

TypeOK == /\ reply \in [handled : BOOLEAN, leader : {"none", "same", "other"}, term : 0..3, known : BOOLEAN]
          /\ DOMAIN table = 1..2
          /\ reply = [known |-> reply.known] @@ reply
===========================================================================
expect MergedRecords.cfg
  verdict ok
  generated 109
  distinct 27
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
