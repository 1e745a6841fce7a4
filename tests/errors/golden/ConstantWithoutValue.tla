---- MODULE ConstantWithoutValue ----
EXTENDS Integers
CONSTANTS Limit, Replicas
VARIABLE x
Init == x = 0
Next == x < Limit /\ x' = x + 1
====
---- CONFIG ConstantWithoutValue ----
CONSTANT Replicas = {r1, r2}
INIT Init
NEXT Next
====
