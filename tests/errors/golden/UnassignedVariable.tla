---- MODULE UnassignedVariable ----
EXTENDS Integers
VARIABLES level, lamp
Init == level = 0 /\ lamp = "off"
Rise == level < 3 /\ level' = level + 1
Light == lamp' = "on" /\ UNCHANGED level
Next == Light \/ Rise
====
---- CONFIG UnassignedVariable ----
INIT Init
NEXT Next
====
