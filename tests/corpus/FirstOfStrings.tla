---- MODULE FirstOfStrings ----
(* Why: CHOOSE over strings picks the one the reader of the files met first, not the alphabetically least;
   the choice is kept in the state, so a wrong order gives other states. *)
EXTENDS Naturals, Sequences, FiniteSets

VARIABLES left, taken

Early == "zulu"

Pool == {"kilo", "alfa", "zulu", "mike", "echo"}

Pick(S) == CHOOSE s \in S : TRUE
PickFrom(S, t) == CHOOSE s \in S : s # t

Init == left = Pool /\ taken = <<>>

TakeFirst == /\ left # {}
             /\ taken' = Append(taken, Pick(left))
             /\ left' = left \ {Pick(left)}

TakeOther == /\ Cardinality(left) > 1
             /\ LET s == PickFrom(left, Pick(left))
                IN  /\ taken' = <<s>> \o taken
                    /\ left' = left \ {s}

Next == TakeFirst \/ TakeOther \/ (left = {} /\ UNCHANGED <<left, taken>>)

\* Violated: with the order of appearance "zulu" comes out first and "alfa" after "kilo".
AlphabeticalAtTheEnd == left = {} => taken # <<"zulu", "kilo", "alfa", "mike", "echo">>
====
expect FirstOfStrings.cfg
  verdict invariant-violated
  violated AlphabeticalAtTheEnd
  generated 32
  distinct 32
  depth 6
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
