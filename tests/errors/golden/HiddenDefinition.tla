---- MODULE HiddenDefinition ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Spec == Init /\ [][Next]_x

THEOREM Stays == Spec => [](x \in {0, 1})
<1>1. CASE x = 0
<1>2. HAVE Init
<1>3. QED BY <1>1, <1>2, <1>4 DEF Spec
HIDE Next
====
---- CONFIG HiddenDefinition ----
INIT Init
NEXT Next
====
exit 150
HiddenDefinition.tla:11:26: error: unknown operator or name <1>4 [UnknownIdentifier]
   11 | <1>3. QED BY <1>1, <1>2, <1>4 DEF Spec
      |                          ^^^^
      = did you mean <1>1?
HiddenDefinition.tla:12:6: error: what HIDE names is no theorem, assumption or step [BadProof]
   12 | HIDE Next
      |      ^^^^
      = a definition is hidden with HIDE DEF Next
