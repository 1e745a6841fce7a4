---- MODULE ManyInitialStates ----
(* Why: an invariant shown to be inductive: there are as many initial states as states, enumerated by all workers. *)
EXTENDS Integers
VARIABLES left, right, held
Inv == /\ left \in 0 .. 219
       /\ right \in 0 .. 219
       /\ held = (left + right) % 7
Next == \/ left > 0 /\ left' = left - 1 /\ right' = right + 1 /\ right < 219 /\ UNCHANGED held
        \/ left' = right /\ right' = left /\ held' = (held + 7) % 7
Spec == Inv /\ [][Next]_<<left, right, held>>
NotThere == ~(left = 211 /\ right = 100)
SameSum == [][left' + right' = left + right]_<<left, right>>
====
expect ManyInitialStates.bad.cfg
  verdict invariant-violated
  violated NotThere
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect ManyInitialStates.cfg
  verdict ok
  generated 144761
  distinct 48400
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
