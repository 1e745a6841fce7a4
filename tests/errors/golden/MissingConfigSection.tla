---- MODULE MissingConfigSection ----
VARIABLE x
Init == x = 0
Next == x' = x
====
exit 151
error: no configuration in MissingConfigSection.cfg: cannot open it [ConfigMissing]
  = a .cfg says what is checked: INIT and NEXT or SPECIFICATION, constants, invariants; --config names one
