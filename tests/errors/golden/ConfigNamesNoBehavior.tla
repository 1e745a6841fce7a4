---- MODULE ConfigNamesNoBehavior ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Small == x < 2
====
---- CONFIG ConfigNamesNoBehavior ----
INVARIANT Small
====
exit 151
ConfigNamesNoBehavior.tla:1:1: error: there is neither SPECIFICATION nor INIT and NEXT: nothing says what the variables may be [ConfigMissing]
    1 | 
      | ^
