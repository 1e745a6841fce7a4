---- MODULE CaseWithoutMatch ----
EXTENDS Integers
VARIABLE light
Init == light = "red"
After(c) == CASE c = "red" -> "green" [] c = "green" -> "amber"
Next == light' = After(light)
====
---- CONFIG CaseWithoutMatch ----
INIT Init
NEXT Next
====
