---- MODULE Premise ----
\* An assumption that is false.
EXTENDS Naturals
CONSTANT Size
ASSUME Large == Size > 3
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % Size
====
