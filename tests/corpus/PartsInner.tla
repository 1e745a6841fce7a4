---- MODULE PartsInner ----
EXTENDS Integers
CONSTANT Width
Area == Width * 4
Wide == edge :: Width > 1
====
