---- MODULE ViewMissing ----
VARIABLE x
Init == x = 0
Next == x' = x
====
---- CONFIG ViewMissing ----
VIEW view
INIT Init
NEXT Next
====
