---- MODULE KeptParts ----
(* Why: what of a quantified test does not read the bound names. A tuple's parts tested through two definitions, parts
   that are the same for all elements beside some that are not, also next values and parts that have a value only where
   they are asked for; quantifiers in quantifiers, and in a recursive operator that comes back to its own; rules that stay
   lazy while a part of their tuple is taken. *)
EXTENDS Integers, Sequences, FiniteSets, Bags, TLC

CONSTANTS Node

VARIABLES log, box
vars == <<log, box>>

Init ==
  /\ log = [i \in Node |-> <<>>]
  /\ box = EmptyBag

Send(m) == box' = box (+) SetToBag({m})

Least(S) == CHOOSE x \in S : \A y \in S : x <= y

ToPeer(kind, i, j, range) ==
  /\ range[1] <= range[2]
  /\ i # j
  /\ Len(log[i]) > 0
  /\ LET last == Least({Len(log[i]), range[2] - 1})
         part == SubSeq(log[i], range[1], last)
         most == IF kind = "ping" THEN 0 ELSE Least({Len(log[j]), last})
     IN /\ Send([kind |-> kind, from |-> i, to |-> j, first |-> range[1], part |-> part, most |-> most])
        /\ UNCHANGED log

Tell(i, j, range) == ToPeer("tell", i, j, range)
Ping(i, j) == ToPeer("ping", i, j, <<1, 1>>)

Write(i, v) ==
  /\ Len(log[i]) < 2
  /\ log' = [log EXCEPT ![i] = Append(@, v)]
  /\ UNCHANGED box

Tells == \E i, j \in Node : \E b, e \in 1..Len(log[i]) + 1 : Tell(i, j, <<b, e>>)

Next ==
  \/ \E i \in Node, v \in 1..2 : Write(i, v)
  \/ Tells
  \/ \E i, j \in Node : Ping(i, j)

Spec == Init /\ [][Next]_vars

Few == BagCardinality(box) <= 1

(* Steps, told in another order. Without pings, or with what grows too fast, it is not so. *)
Again ==
  \/ Tells
  \/ \E i, j \in Node : Ping(i, j)
  \/ \E v, w \in 1..2 : \E i \in Node : v <= w /\ log'[i] # log[i] /\ (Write(i, v) \/ Write(i, w))
Told == [][Again]_vars
ToldOnly == [][Tells \/ \E i \in Node, v \in 1..2 : Write(i, v)]_vars

Grows(i, most) == \E x \in 0..most : Len(log'[i]) = Len(log[i]) + x /\ SubSeq(log'[i], 1, Len(log[i])) = log[i]
Growing == [][\A i \in Node : Grows(i, 1)]_vars
GrowingNot == [][\A i \in Node : \E x \in 0..1 : Len(log'[i]) = Len(log[i]) + x /\ Len(log'[i]) < 2 + x]_vars

(* Head has no value at first; nobody asks then. *)
Begins(i) == \E x \in 1..2 : Len(log[i]) >= x /\ Head(log[i]) \in 1..2 /\ x + Head(log[i]) > x
Begun == \A i \in Node : log[i] = <<>> \/ Begins(i)

Agree(i, j) == \A n, m \in 1..2 : n + m <= Len(log[i]) + Len(log[j]) => Len(log[i]) + Len(log[j]) - n >= m

Size(k) == k + Cardinality(DOMAIN log)
RECURSIVE Halves(_, _)
Halves(k, seen) ==
  \/ k = 0 /\ seen = 6
  \/ k > 0 /\ \E x \in 0..k, y \in 0..1 : x * 2 + y = k /\ Halves(x, seen + y + y) /\ x + Size(k) - Cardinality(DOMAIN log) = x + k

Above(r) == LET S == {y \in Nat : y > r[1] + Cardinality(Node)} IN r[2] \in S
Shifted(r) == LET f == [y \in Nat |-> y + r[1]] IN Cardinality({f[r[2]], f[Size(r[2])]} \cap {5}) = 1
Lazy == \E a \in 1..4, b \in 1..4 : Shifted(<<a, b>>) /\ Above(<<a, b>>)

(* What has an effect is done for each element, also as an argument. *)
Counted(test, x) == test /\ (LET y == x + 1 IN y > 5)
Plainly(test, x) == test /\ x > 5
ASSUME
  /\ TLCSet(1, 0)
  /\ ~\E x \in 1..3 : Counted(TLCSet(1, TLCGet(1) + 1), x)
  /\ ~\E x \in 1..4 : Plainly(TLCSet(1, TLCGet(1) + 1), x)
  /\ TLCGet(1) = 7

Typed ==
  /\ Begun
  /\ \A i, j \in Node : Agree(i, j)
  /\ Halves(7, 0)
  /\ ~Halves(5, 0)
  /\ Lazy
====
expect KeptParts.cfg
  verdict ok
  generated 12261
  distinct 937
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect KeptParts.fast.cfg
  verdict property-violated
  violated GrowingNot
  generated 38
  distinct 34
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect KeptParts.silent.cfg
  verdict property-violated
  violated ToldOnly
  generated 13
  distinct 13
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
