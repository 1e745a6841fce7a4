---- MODULE EnabledAroundInstances ----
(* Why: under ENABLED the variables of an instance are free where ENABLED stands in it, and are what is put for them where only the
   action is the instance's: "a step that does what the other one does". *)
EXTENDS Naturals

VARIABLES lit, dark

---- MODULE Lamps ----
EXTENDS Naturals
VARIABLE all
More == all' = all + 1
CanMore == ENABLED More
Fairly == WF_all(More)
====

Sum == INSTANCE Lamps WITH all <- lit + dark

vars == <<lit, dark>>
Init == lit = 0 /\ dark = 1
Switch == \/ lit < 2 /\ lit' = lit + 1 /\ dark' = dark
          \/ lit = 2 /\ lit' = 2 /\ dark' = 1 - dark
Spec == Init /\ [][Switch]_vars
FairSpec == Spec /\ WF_vars(Switch /\ Sum!More)
OfBoth(A) == ENABLED (Switch /\ A)

NotAtTheEnd == lit = 2 /\ dark = 1 => ~ENABLED (Switch /\ Sum!More)
ByArgument == lit = 2 /\ dark = 1 => ~OfBoth(Sum!More)
Always == Sum!CanMore
LetOperator == lit = 2 /\ dark = 1 => ~(LET do(A) == ENABLED (A /\ Sum!More) IN do(Switch))
AgainAndAgain == []<>ENABLED (Switch /\ Sum!More)
Rises == []<>(lit < 2)
OwnFairness == Sum!Fairly
Ends == <>(lit = 2)
====
expect EnabledAroundInstances.again.cfg
  verdict property-violated
  violated AgainAndAgain
  generated 5
  distinct 4
  depth 4
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EnabledAroundInstances.cfg
  verdict ok
  generated 5
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EnabledAroundInstances.ends.cfg
  verdict ok
  generated 5
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EnabledAroundInstances.own.cfg
  verdict property-violated
  violated OwnFairness
  generated 5
  distinct 4
  depth 4
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EnabledAroundInstances.rises.cfg
  verdict property-violated
  violated Rises
  generated 5
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EnabledAroundInstances.unfair.cfg
  verdict property-violated
  violated Ends
  generated 5
  distinct 4
  depth 4
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
