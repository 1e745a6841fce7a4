---- MODULE Lamp ----
\* Liveness that ends in stuttering: nobody has to press the button.
VARIABLES lamp, button
vars == <<lamp, button>>
Init == lamp = "off" /\ button = {}
Press(finger) == button = {} /\ button' = {finger} /\ UNCHANGED lamp
Light == button # {} /\ lamp = "off" /\ lamp' = "on" /\ UNCHANGED button
Next == Light \/ \E finger \in {"thumb", "index"} : Press(finger)
Spec == Init /\ [][Next]_vars
Shines == <>(lamp = "on")
====
