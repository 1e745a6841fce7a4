---- MODULE Gauge ----
\* VIEW: how often the gauge was read does not tell states apart.
EXTENDS Integers
VARIABLES level, reads
Init == level = 0 /\ reads = 0
Fill == level' \in {level + 1, level + 2} /\ UNCHANGED reads
Read == reads' = reads + 1 /\ UNCHANGED level
Drain == level > 0 /\ level' = level - 1 /\ reads' = reads + 1
Next == Fill \/ Read \/ Drain
View == level
Low == level < 4
====
