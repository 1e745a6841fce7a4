---- MODULE PrimedTests ----
(* Why: of P' TLC takes the value. Nothing in it is an assignment, and it holds once, in however many ways it is true. *)
EXTENDS Integers

VARIABLES x, y

Init == x = 0 /\ y = 2
Low == y = 0 \/ y < 2
Some == \E b \in {0, 1} : y >= b - 1
Few(n) == IF n = 0 THEN TRUE ELSE y = 0 \/ y < n
Step(test) == y' = (y + 1) % 3 /\ test /\ x' = 1 - x

Named == Step(Low')
Written == Step((y = 0 \/ y < 2)')
Quantified == Step(Some') \/ Step((\A a \in {0, 1} : \E b \in {0, 1} : y >= b - 1)')
WithArgument == Step(Few(2)')
PartByPart == y' = (y + 1) % 3 /\ (y' = 0 \/ y' < 2) /\ x' = 1 - x
Late == y' = (y + 1) % 3 /\ x' = 1 - x /\ Low'
TooEarly == (y = 0)' /\ x' = 1
OfInit == x' = x /\ Init'
====
expect PrimedTests.late.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PrimedTests.named.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PrimedTests.ofinit.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PrimedTests.partbypart.cfg
  verdict ok
  generated 4
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PrimedTests.quantified.cfg
  verdict ok
  generated 13
  distinct 6
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PrimedTests.tooearly.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PrimedTests.withargument.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect PrimedTests.written.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
