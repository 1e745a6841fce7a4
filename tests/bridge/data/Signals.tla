---- MODULE Signals ----
\* Liveness with a cycle: the lights may go back to yellow for ever.
EXTENDS Naturals
VARIABLES light, passed
vars == <<light, passed>>
Init == light = "red" /\ passed = <<0, TRUE>>
Yellow == light \in {"red", "flashing"} /\ light' = "yellow" /\ UNCHANGED passed
Flash == light = "yellow" /\ light' = "flashing" /\ UNCHANGED passed
Green == light = "yellow" /\ light' = "green" /\ passed' = <<1, passed[2]>>
Next == Yellow \/ Flash \/ Green
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
Flows == <>(light = "green")
====
