------------------------------- MODULE Tallies -------------------------------
(* Recursive functions that are given operators: the same one with several, which read the state, what a quantifier
   binds, and one another. *)
EXTENDS Integers

CONSTANTS Boxes, Most

VARIABLES given, taken, last

vars == <<given, taken, last>>

Over(op(_, _), base, f(_), S) ==
  LET fold[T \in SUBSET S] == IF T = {} THEN base
                              ELSE LET b == CHOOSE b \in T : TRUE IN op(f(b), fold[T \ {b}])
  IN fold[S]

Sum(f, S) == Over(+, 0, LAMBDA b : f[b], S)
Balance(S) == Over(LAMBDA x, y : x + y, 0, LAMBDA b : given[b] - taken[b], S)
Weighted(w) == Over(+, 0, LAMBDA b : w * given[b], Boxes)
Nested == Over(+, 0, LAMBDA b : Over(LAMBDA x, y : IF x > y THEN x ELSE y, 0, LAMBDA c : taken[c] - b, 1 .. b), Boxes)

Init == given = [b \in Boxes |-> 0] /\ taken = [b \in Boxes |-> 0] /\ last = 0

Give(b) == /\ given[b] < Most
           /\ given' = [given EXCEPT ![b] = @ + 1]
           /\ last' = Sum(given', Boxes)
           /\ UNCHANGED taken

Take(b) == /\ Balance(Boxes) > 0
           /\ taken[b] < Most
           /\ taken' = [taken EXCEPT ![b] = @ + 1]
           /\ last' = -Sum(taken, Boxes)
           /\ UNCHANGED given

Next == \E b \in Boxes : Give(b) \/ Take(b)

Spec == Init /\ [][Next]_vars

Settled == Balance(Boxes) = Sum(given, Boxes) - Sum(taken, Boxes) /\ Balance(Boxes) >= 0
Scaled == \A w \in -1 .. 2 : Weighted(w) = w * Sum(given, Boxes)
Within == \E S \in SUBSET Boxes : Balance(S) <= 0 /\ Sum(taken, S) >= 0
Deep == Nested <= Most * 3
Below == Balance(Boxes) < 5
=============================================================================
expect Tallies.cfg
  verdict ok
  generated 2500
  distinct 703
  depth 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Tallies.below.cfg
  verdict invariant-violated
  violated Below
  generated 340
  distinct 164
  depth 6
  trace 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
