---- MODULE ChooseUnbounded ----
VARIABLE owner
Nobody == CHOOSE x : x \notin {"a", "b"}
Init == owner = Nobody
Next == owner' \in {"a", "b", Nobody}
====
---- CONFIG ChooseUnbounded ----
INIT Init
NEXT Next
====
