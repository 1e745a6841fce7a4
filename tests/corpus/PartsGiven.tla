----------------------------- MODULE PartsGiven -----------------------------
(* Parts of definitions where operators are expected, parts of theorems, also *)
(* through two instances, and a specification that is a part of one.          *)
EXTENDS Naturals
CONSTANT Most
VARIABLE n

INSTANCE PartsBetween WITH level <- 3
Other == INSTANCE PartsBetween WITH level <- 4

Three(F(_, _, _), a, b, c) == F(a, b, c)
Two(F(_, _), a, b) == F(a, b)

Near(k) == \E x \in 1..3 : LET far(y) == x * k + y IN far(1) > 10
Shifted(k) == {x + k : x \in {1, 2}}
Named(k) == CHOOSE x \in 0..9 : here(x) :: x > k

ASSUME Three(Near!@!far, 2, 3, 4) = 10
ASSUME Two(Near!@, 2, 3) = FALSE
ASSUME Two(Near!@, 4, 3)
ASSUME Two(Shifted!@, 5, 6) = 11
ASSUME Two(Named!here, 5, 6)
ASSUME Two(Named!@!<<, 5, 6) = 6

pair == [first |-> 1, last |-> 2]
Last == pair.last
ASSUME Last!1 = pair /\ Last!2 = "last"

Below == INSTANCE PartsUsed WITH Op <- Near!@!far
ASSUME Below!Use(2) = 11

ASSUME Bound!2!2 = 3 /\ Other!Bound!2!2 = 4 /\ Bound!1!>> = 7

Init == n = 0
Next == n' = (n + 1) % Most
Inv == n \in 0..Most - 1

THEOREM Correct == Init /\ [][Next]_n /\ WF_n(Next) => []Inv /\ []<>(n = 0)

Spec == Correct!1
Kept == Correct!2!1
Again == Correct!2!2
=============================================================================
expect PartsGiven.cfg
  verdict ok
  generated 6
  distinct 5
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
