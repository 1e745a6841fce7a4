---- MODULE Recursion ----
(* Why: RECURSIVE operators, mutual recursion, recursive functions, recursion over sets by CHOOSE, LAMBDA and operators as arguments. *)
EXTENDS Integers, Sequences, FiniteSets

VARIABLES stack, seen

RECURSIVE SumOf(_), IsEven(_), IsOdd(_), Fold(_, _, _), Flatten(_)

SumOf(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE y \in S : TRUE IN x + SumOf(S \ {x})
IsEven(n) == IF n = 0 THEN TRUE ELSE IsOdd(n - 1)
IsOdd(n) == IF n = 0 THEN FALSE ELSE IsEven(n - 1)
Fold(F(_, _), base, s) == IF s = <<>> THEN base ELSE F(Head(s), Fold(F, base, Tail(s)))
Flatten(ss) == IF ss = <<>> THEN <<>> ELSE Head(ss) \o Flatten(Tail(ss))

factorial[n \in Nat] == IF n = 0 THEN 1 ELSE n * factorial[n - 1]
pascal[n, k \in 0..6] == IF k = 0 \/ k = n THEN 1 ELSE IF k > n THEN 0 ELSE pascal[n - 1, k - 1] + pascal[n - 1, k]
ackermann[m \in 0..2, n \in 0..9] ==
  IF m = 0 THEN n + 1 ELSE IF n = 0 THEN ackermann[m - 1, 1]
  ELSE IF ackermann[m, n - 1] > 9 THEN 99 ELSE ackermann[m - 1, ackermann[m, n - 1]]

Map(F(_), s) == [i \in DOMAIN s |-> F(s[i])]
Compose(F(_), G(_), x) == F(G(x))
Plus(a, b) == a + b

ASSUME /\ SumOf({3, 5, 9}) = 17
       /\ IsEven(8) /\ ~IsEven(7)
       /\ factorial[6] = 720
       /\ pascal[6, 3] = 20 /\ pascal[2, 4] = 0
       /\ ackermann[2, 2] = 7
       /\ Fold(Plus, 0, <<1, 2, 3>>) = 6
       /\ Fold(LAMBDA x, acc : acc * 10 + x, 0, <<1, 2, 3>>) = 321
       /\ Fold(-, 0, <<10, 4, 1>>) = 7
       /\ Flatten(<<<<1>>, <<>>, <<2, 3>>>>) = <<1, 2, 3>>
       /\ Map(LAMBDA x : x * x, <<2, 3>>) = <<4, 9>>
       /\ Compose(LAMBDA s : Len(s), Tail, <<1, 2, 3>>) = 2
       /\ Compose(Cardinality, DOMAIN, [k \in {"a", "b"} |-> 0]) = 2

Init == stack = <<3>> /\ seen = {}

Split == /\ stack # <<>>
         /\ LET n == Head(stack)
            IN  /\ seen' = seen \cup {factorial[n]}
                /\ \E k \in 0..n : stack' = (IF k > 0 /\ n > 0 THEN Map(LAMBDA x : n - x, <<k, n>>) ELSE <<>>) \o Tail(stack)

Next == Split \/ (stack = <<>> /\ SumOf(seen) > 0 /\ stack' = <<IF IsOdd(SumOf(seen)) THEN 3 ELSE 2>> /\ seen' = {})

TypeOK == seen \subseteq {factorial[n] : n \in 0..3} /\ Fold(LAMBDA x, ok : ok /\ x \in 0..3, TRUE, stack)
====
expect Recursion.cfg
  verdict ok
  generated 36
  distinct 25
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
