---- MODULE Fixities ----
(* Why: operators a user may define in every fixity, and how tightly each binds. *)
EXTENDS Integers, Sequences

VARIABLES n, trail

a ++ b == a + b + 1
a -- b == a - b - 1
a ** b == a * b
a ## b == <<a, b>>
a \oplus b == (a + b) % 7
a \prec b == a < b
a \sqsubseteq b == \A i \in 1..Len(a) : i \in 1..Len(b) /\ a[i] = b[i]
a ?? b == IF a > b THEN a ELSE b
a %% b == a % b
a && b == a * 10 + b
a \bullet b == a \o b
a ^+ == a + 100
a ^# == -a
a \cong b == a % 3 = b % 3
a :> b == [x \in {a} |-> b]
Op(_ \star _, x) == x \star x
Prefix(f(_), x) == f(f(x))
Nonfix == \oplus(3, 6)

ASSUME /\ 2 ++ 3 = 6
       /\ 7 -- 3 -- 1 = 1
       /\ 2 ** 3 + 1 = 7
       /\ 1 ## 2 ## 3 = <<<<1, 2>>, 3>>
       /\ 3 \oplus 6 = 2
       /\ 3 (+) 6 = 2
       /\ 1 + 1 \prec 3
       /\ <<1>> \sqsubseteq <<1, 2>>
       /\ (4 ?? 9) = 9
       /\ 17 %% 5 = 2
       /\ 1 && 2 && 3 = 123
       /\ <<1>> \bullet <<2>> = <<1, 2>>
       /\ 5^+ = 105
       /\ 5^# = -5
       /\ 4 \cong 10
       /\ ("k" :> 2)["k"] = 2
       /\ Op(\bullet, <<7>>) = <<7, 7>>
       /\ Op(++, 3) = 7
       /\ Nonfix = 2
       /\ Prefix(LAMBDA x : x ** 3, 2) = 18
       /\ -2 ^ 2 = -4
       /\ 2 + 3 * 4 ^ 2 = 50
       /\ 7 - 2 - 1 = 4
       /\ 10 - 3 + 2 = 9
       /\ -7 \div 2 = -3
       /\ (-7) \div 2 = -4
       /\ -7 % 2 = 1
       /\ ((1 .. 3) \cup {9}) \ {2} = {1, 3, 9}

Init == n = 1 /\ trail = <<>>

Next == \/ n' = n \oplus 3 /\ trail' = trail \bullet <<n>>
        \/ n' = n %% 4 /\ trail' = trail
        \/ n' = (n ?? 2) \oplus n /\ trail' = <<n ** 2>> \bullet trail

Short == Len(trail) < 4
Range == n \in 0..6 /\ <<>> \sqsubseteq trail
====
expect Fixities.cfg
  verdict ok
  generated 118
  distinct 39
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
