---- MODULE HandedOn ----
(* Why: actions, initial conditions and tests are given to operators that are arguments themselves, with what a LET or a
   LAMBDA around them defines: they are walked where they are used, not evaluated where they are given. *)
EXTENDS Naturals
VARIABLES level, valve

vars == <<level, valve>>
Itself(A) == A
Either(A, B) == A \/ B
Both(A, B) == A /\ B
Apply(Op(_), A) == Op(A)
Join(Op(_, _), A, B) == Op(A, B)
Deep(Op(_), A) == Apply(Op, A)

Start == level = 0 /\ valve \in {"open", "shut"}
Init == Apply(Itself, Start)

Level(n) == level' = n
Valve(v) == valve' = v
Fill == Join(Both, level < 3, level' = level + 1) /\ valve' = valve
Turn(v) == Join(Both, valve # v, valve' = v) /\ UNCHANGED level
Leak == LET less == level' = level - 1 IN Apply(LAMBDA A : A /\ less, level > 0) /\ valve' = "open"
Some == Join(LAMBDA A, B : (A \/ B) /\ level > 1, Leak, Turn("shut"))
Drain == Apply(LAMBDA A : A /\ level = 1, Apply(Level, 0) /\ Apply(Valve, "shut"))
Next == Join(Either, Fill, \E v \in {"open", "shut"} : Turn(v)) \/ Deep(Itself, Leak) \/ Some \/ Drain
Spec == Init /\ [][Apply(Itself, Next)]_vars /\ WF_vars(Apply(Itself, Fill))

\* An operator that is given looks at its second argument only if it needs it.
Guarded == Join(Both, level # 0, 12 \div level < 20) \/ level = 0
Can == ENABLED Apply(Itself, Next)
Steps == [][Apply(Itself, Next)]_vars
Full == <>(level = 3)
====
expect HandedOn.cfg
  verdict ok
  generated 30
  distinct 8
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect HandedOn.full.cfg
  verdict property-violated
  violated Full
  generated 30
  distinct 8
  depth 4
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
