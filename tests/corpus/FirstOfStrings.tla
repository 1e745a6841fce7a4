---- MODULE FirstOfStrings ----
(* Why: CHOOSE over strings takes the one met first in the files, not the alphabetically least. *)
EXTENDS Naturals, Sequences, FiniteSets

VARIABLES left, taken

Early == "zulu"
Pool == {"kilo", "alfa", "zulu", "mike", "echo"}

Init == left = Pool /\ taken = <<>>
Take == /\ left # {}
        /\ LET s == CHOOSE t \in left : TRUE
           IN  left' = left \ {s} /\ taken' = Append(taken, s)
TakeAny == \E s \in left : Len(taken) < 2 /\ left' = left \ {s} /\ taken' = <<s>> \o taken
Next == Take \/ TakeAny

NeverInOrder == taken # <<"zulu", "kilo", "alfa", "mike", "echo">>
====
expect FirstOfStrings.cfg
  verdict invariant-violated
  violated NeverInOrder
  generated 73
  distinct 67
  depth 6
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
