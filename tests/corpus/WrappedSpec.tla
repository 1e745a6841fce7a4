---- MODULE WrappedSpec ----
(* Why: SPECIFICATION and PROPERTY written with definitions that have parameters, with LET, and with operators as arguments. *)
EXTENDS Integers
VARIABLES tank, tap

vars == <<tank, tap>>
Empty == tank = 0 /\ tap = FALSE
Turn == tap' = ~tap /\ UNCHANGED tank
Run == tap /\ tank < 3 /\ tank' = tank + 1 /\ tap' = tap
Drain == ~tap /\ tank > 0 /\ tank' = tank - 1 /\ UNCHANGED tap
Next == Turn \/ Run \/ Drain

Itself(f) == f
Machine(start, always) == start /\ always
Fairly(s, a) == s /\ WF_vars(a)
Apply(Op(_), f) == Op(f)

Parameters == Fairly(Machine(Empty, [][Next]_vars), Run)
InLet == LET init == Empty
             act(a) == a
             spec(f) == f /\ [][act(Next)]_vars
         IN spec(init)
Given == Apply(Itself, Machine(Empty, [][Itself(Next)]_vars))

Never(p) == []~p
Level == LET slow == tank' - tank \in -1 .. 1 IN Itself([][slow]_vars)
Overflow == Never(tank > 3)
OnlyFills == LET grows == tank' >= tank IN [][grows]_vars
BelowTwo == LET limit == 2 IN [](tank < limit)
Drips == LET wet == tank > 0 IN Itself([](tap => <>(wet \/ ~tap)))
====
expect WrappedSpec.below.cfg
  verdict invariant-violated
  violated BelowTwo
  generated 6
  distinct 5
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WrappedSpec.cfg
  verdict ok
  generated 15
  distinct 8
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WrappedSpec.fills.cfg
  verdict property-violated
  violated OnlyFills
  generated 8
  distinct 5
  depth 4
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WrappedSpec.let.cfg
  verdict ok
  generated 15
  distinct 8
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
