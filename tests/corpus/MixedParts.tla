------------------------------ MODULE MixedParts ------------------------------
(* Why: sets and functions whose elements or keys have parts that cannot be compared, within tuples, records and sets:
   an error where two are compared, unless an earlier part tells them apart. *)
EXTENDS Naturals, TLC
CONSTANT None
VARIABLES sent, step

Init == sent = {} /\ step = 0
Adds(first, second) == step < 2 /\ step' = step + 1 /\ sent' = sent \cup IF step = 0 THEN {first} ELSE {second}
Put(first, second) == step < 2 /\ step' = step + 1 /\ sent' = IF step = 0 THEN first :> 1 ELSE (second :> 1) @@ sent

Tuples == Adds(<<1, "a">>, <<1, 2>>)
Records == Adds([k |-> 1, v |-> "a"], [k |-> 1, v |-> {}])
Sets == Adds(<<{1}>>, <<{"a"}>>)
Keys == Put(<<1, "a">>, <<1, 2>>)
Apart == Adds([k |-> 1, v |-> "a"], [k |-> 2, v |-> 3])
ModelValues == Adds(<<1, "a">>, <<1, None>>)
==============================================================================
expect MixedParts.apart.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MixedParts.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MixedParts.keys.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MixedParts.modelvalues.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MixedParts.records.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MixedParts.sets.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
