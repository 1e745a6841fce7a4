---- MODULE SiblingsOne ----
EXTENDS SiblingsBase
Init == Street!Dark(Houses)
Next == \E h \in Houses : Street!Switch(h)
Spec == Init /\ [][Next]_lit
Bright == \E h \in Houses : lit[h]
====
