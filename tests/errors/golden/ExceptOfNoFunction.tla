---- MODULE ExceptOfNoFunction ----
EXTENDS Integers
VARIABLE boxes
Init == boxes = {1, 2}
Next == boxes' = [boxes EXCEPT ![1] = 5]
====
---- CONFIG ExceptOfNoFunction ----
INIT Init
NEXT Next
====
