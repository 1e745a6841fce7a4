---- MODULE LazyLet ----
(* Why: LET definitions and operator arguments are evaluated when used, at most then: unused ones may be meaningless. *)
EXTENDS Integers, Sequences, TLC

VARIABLES q, last

Boom == Assert(FALSE, "must not be evaluated")
Ignore(x) == 7
Guarded(c, x) == IF c THEN x ELSE 0

ASSUME LET unused == Head(<<>>)
           bad == 1 \div 0
           fun == [i \in 1..3 |-> i * i]
       IN  fun[3] = 9

ASSUME Ignore(Boom) = 7
ASSUME Guarded(FALSE, Head(<<>>)) = 0
ASSUME FALSE => Head(<<>>) = 1
ASSUME TRUE \/ Boom
ASSUME ~(FALSE /\ Boom)

\* Names inside a LET may be used by later ones, take parameters, and hide nothing outside.
ASSUME LET two == 2
           Times(x) == x * two
           four == Times(two)
           Apply(F(_), x) == F(F(x))
           rec[n \in 0..9] == IF n = 0 THEN four ELSE 1 + rec[n - 1]
           RECURSIVE Sum(_)
           Sum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)
       IN  Apply(Times, four) = 16 /\ rec[9] = 13 /\ Sum(4) = 10

Init == q = <<>> /\ last = 0

Push == LET n == Len(q) + 1
            big == SUBSET (1..40)
        IN  /\ n <= 4
            /\ \E v \in 1..2 : LET pushed == Append(q, v)
                               IN q' = pushed /\ last' = pushed[n]
            /\ {} \in big

Pop == LET h == Head(q)
           t == Tail(q)
       IN  /\ q # <<>>
           /\ q' = t
           /\ last' = h

\* A primed expression in a LET takes the value the conjunct before assigned.
Echo == LET doubled == last' * 2
            grown == q'
        IN  /\ last' = 1 - last
            /\ last \in {0, 1}
            /\ q' = q
            /\ doubled # 4
            /\ Len(grown) > 1

Next == Push \/ Pop \/ Echo

Bounded == LET size == Len(q) IN size <= 4 /\ last \in 0..2
====
expect LazyLet.cfg
  verdict ok
  generated 191
  distinct 67
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
