---- MODULE OneValue ----
(* Why: every variable has one value only, so that a state takes no bit. *)
EXTENDS Naturals
VARIABLES x, y
Init == x = "a" /\ y = 3
Next == (x' = "a" \/ x' \in {"a"}) /\ UNCHANGED y
Spec == Init /\ [][Next]_<<x, y>> /\ WF_x(Next)
Stays == [][x' = x]_<<x, y>>
Returns == []<>(y = 3)
Moves == y' = y
Seen == <<x, y + 1>>
====
expect OneValue.cfg
  verdict ok
  generated 3
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect OneValue.view.cfg
  verdict ok
  generated 3
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
