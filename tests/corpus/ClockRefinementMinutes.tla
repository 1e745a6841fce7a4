---- MODULE ClockRefinementMinutes ----
(* The middle level of ClockRefinement. *)
EXTENDS Naturals
VARIABLE hand
Init == hand = 0
Next == hand' = (hand + 1) % 4
Safe == Init /\ [][Next]_hand
Spec == Safe /\ WF_hand(Next)
---- MODULE HalfHours ----
VARIABLE side
Start == side \in {"left", "right"}
Flip == side' = CHOOSE s \in {"left", "right"} : s # side
Turning == Start /\ [][Flip]_side /\ []<><<Flip>>_side
====
Half == INSTANCE HalfHours WITH side <- IF hand < 2 THEN "right" ELSE "left"
RefinesHalf == Half!Turning
====
