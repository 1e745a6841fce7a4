---- MODULE Every ----
(* Why: each kind of node that SANY's XML has, in one specification that runs. *)
EXTENDS Integers, Sequences, FiniteSets, Lockbox
CONSTANTS Most, Weigh(_), Guests
VARIABLES shelf, hand
vars == <<shelf, hand>>

AXIOM \A S \in SUBSET Guests : S \subseteq Guests /\ Most \in Nat
ASSUME Enough == Most > 1 /\ Weigh(1) \in Int
ASSUME Cardinality(Guests) = 2

---- MODULE Tally ----
  CONSTANT Start
  LOCAL Twice(n) == n * 2
  Total(n) == Start + Twice(n)
  ---- MODULE Deeper ----
    VARIABLE z
    Grows == z' = z + 1
  ====
====
T(s) == INSTANCE Tally WITH Start <- s
One == INSTANCE Tally WITH Start <- 1
LOCAL INSTANCE Drawer WITH content <- shelf, Op <- LAMBDA p, q : p * q

\* Recursion, in a module and in a LET, of operators and of functions.
RECURSIVE Sum(_), Even(_)
Odd(n) == n # 0 /\ Even(n - 1)
Even(n) == n = 0 \/ Odd(n - 1)
Sum(S) == IF S = {} THEN 0 ELSE LET e == CHOOSE e \in S : TRUE IN e + Sum(S \ {e})
fact[n \in 0..6] == IF n = 0 THEN 1 ELSE n * fact[n - 1]
grid[i, j \in 1..2, <<k, l>> \in {<<1, 2>>}] == i + 10 * j + l
Local == LET RECURSIVE down(_)
             down(n) == IF n = 0 THEN <<>> ELSE <<n>> \o down(n - 1)
             half[n \in 0..4] == n \div 2
             L(s) == INSTANCE Tally WITH Start <- s
             P == INSTANCE Tally WITH Start <- Most
         IN  <<down(2), half[3], L(3)!Total(1), P!Total(2)>>

Labelled == \E i \in 1..3 : deep(i) :: (i > 1 /\ one :: i < 3)

\* Operators of our own, and operators as arguments.
a ++ b == <<a, b>>
Apply(F(_), x) == F(x)
Applied == <<Apply(LAMBDA z : z + 1, 1), Apply(Weigh, 2), Apply(-., 3), 1 ++ 2>>

\* Forms.
Record == [a |-> 1, b |-> "a \"quoted\" word", c |-> <<>>]
Updated == [Record EXCEPT !.a = @ + 1, !["b"] = "", !.c = <<Record.a, Record["a"]>>]
Grid == [grid EXCEPT ![1, 2, <<1, 2>>] = 0, ![<<2, 2, <<1, 2>>>>] = @ + 1]
Sets == /\ {i \in 1..3 : i > 1} \cup {i + j : i, j \in 1..2} = 2..4 \cup {2, 3}
        /\ {<<i, j>> \in (1..2) \X (1..3) : i = j} = {<<1, 1>>, <<2, 2>>}
        /\ Cardinality([1..2 -> {3, 4}]) = 4 /\ Cardinality([a : 1..2, b : {1}]) = 2
        /\ UNION {{1}, {2}} = {1, 2} /\ DOMAIN Record = {"a", "b", "c"} /\ 4 \notin 1..3
        /\ \h1F + \b101 + \o17 = 51 /\ (CHOOSE <<i, j>> \in {<<1, 2>>} : i < j) = <<1, 2>>
Which(n) == CASE n = 1 -> "one" [] n = 2 -> "two" [] OTHER -> "many"

Init == shelf = 0 /\ hand \in {"left", "right"}
Take == /\ shelf < Most
        /\ \/ shelf' = shelf + 1
           \/ One!Total(shelf) > 3 /\ shelf' = 0
        /\ UNCHANGED hand
Swap == hand' = (IF hand = "left" THEN "right" ELSE "left") /\ shelf' = shelf
Lock(g) == Content = 2 /\ OpenBox(g) /\ shelf' = Op2(1, 0) /\ hand' = hand
Next == Take \/ Swap \/ \E g \in Guests : Lock(g)
Spec == Init /\ [][Next]_vars /\ WF_vars(Take) /\ SF_shelf(Swap /\ TRUE)

Fine == /\ Sum(1..4) = 10 /\ Even(4) /\ Odd(3) /\ fact[5] = 120 /\ grid[1, 2, <<1, 2>>] = 23
        /\ Local = <<<<2, 1>>, 1, 5, Most + 4>> /\ Labelled
        /\ Applied = <<2, Weigh(2), -3, <<1, 2>>>> /\ Updated.c = <<1, 1>> /\ Updated.b = ""
        /\ Grid[<<1, 2, <<1, 2>>>>] = 0 /\ Sets /\ Which(3) = "many" /\ T(4)!Total(1) = 6
        /\ Enough /\ (hand = "left" => ENABLED Swap)
Moves == [][Take \/ ~Take]_vars /\ <>[](shelf < Most) /\ (shelf = 1 ~> shelf = 2)
Full == shelf < 3
Small2(n) == n * 2

THEOREM Bounded == Spec => []Fine
  <1>1. Init => Fine
    BY DEF Init, Fine
  <1> QED OBVIOUS
THEOREM ASSUME NEW x \in Nat PROVE x >= 0
====
