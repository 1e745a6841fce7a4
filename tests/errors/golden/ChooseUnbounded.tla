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
exit 75
evaluation-failed: an expression has no value, while computing the initial states

ChooseUnbounded.tla:3:11: error: CHOOSE without a set cannot be evaluated
    3 | Nobody == CHOOSE x : x \notin {"a", "b"}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = replace the definition in the .cfg: Name = model_value
  in the initial predicate
0 states generated, 0 distinct, 0 left to explore, depth 0.
