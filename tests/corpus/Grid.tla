---- MODULE Grid ----
(* Why: many initial states from a function set, and a successor that is a function of the whole state. *)
EXTENDS Integers, FiniteSets

N == 3
Pos == 0..N - 1
VARIABLES alive, age

Near(p) == {q \in Pos \X Pos : q # p /\ (q[1] - p[1]) \in -1..1 /\ (q[2] - p[2]) \in -1..1}
Count(f, S) == Cardinality({p \in S : f[p]})

Init == alive \in [Pos \X Pos -> BOOLEAN] /\ age = 0
Next == /\ age < 3
        /\ age' = age + 1
        /\ alive' = [p \in Pos \X Pos |-> LET n == Count(alive, Near(p)) IN n = 3 \/ (alive[p] /\ n = 2)]
NotFull == age > 0 => Count(alive, Pos \X Pos) <= 6
====
expect Grid.cfg
  verdict invariant-violated
  violated NotFull
  generated 571
  distinct 525
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
