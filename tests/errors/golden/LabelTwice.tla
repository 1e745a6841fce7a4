---- MODULE LabelTwice ----
VARIABLE m
Inv == {here :: m, here :: 1} # {}
Init == m = [<<1>> EXCEPT ![1] = here :: 2]
Next == UNCHANGED m
ASSUME where :: TRUE
====
---- CONFIG LabelTwice ----
INIT Init
NEXT Next
INVARIANT Inv
====
exit 150
LabelTwice.tla:3:20: error: the label here is there already [BadLabel]
    3 | Inv == {here :: m, here :: 1} # {}
      |                    ^^^^^^^^^
      = each names one part
LabelTwice.tla:4:34: error: the label here is within an EXCEPT [BadLabel]
    4 | Init == m = [<<1>> EXCEPT ![1] = here :: 2]
      |                                  ^^^^^^^^^
      = @ has no meaning where the part would be used
LabelTwice.tla:6:8: error: the label where is in no definition [BadLabel]
    6 | ASSUME where :: TRUE
      |        ^^^^^^^^^^^^^
      = a label names a part of a definition
