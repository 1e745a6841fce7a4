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
exit 151
ViewMissing.tla:7:6: error: ViewMissing has no definition view [ConfigUnknownName]
    7 | VIEW view
      |      ^^^^
