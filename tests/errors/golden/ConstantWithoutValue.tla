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
exit 151
ConstantWithoutValue.tla:3:11: error: the constant Limit has no value [ConfigMissing]
    3 | CONSTANTS Limit, Replicas
      |           ^^^^^
      = add CONSTANT Limit = ... to ConstantWithoutValue.tla
