---- MODULE ByNeed ----
(* Why: functions within recursive functions, and sets by a predicate over sets too large to list, are computed where they are asked. *)
EXTENDS Integers, FiniteSets, Sequences
Table[i \in 0 .. 4] == [j \in 0 .. 4 |-> IF j = 0 THEN IF i = 0 THEN 1 ELSE Table[i - 1][4] ELSE Table[i][j - 1] + i]
Near[n \in 0 .. 3] == [k \in 0 .. 3 |-> IF k = n THEN 1 ELSE IF k < n THEN 2 * Near[n][k + 1] ELSE Near[n][k - 1] + 1]

ASSUME Table[0] = [j \in 0 .. 4 |-> 1]
ASSUME Table[4][4] = 1 + 4 * (1 + 2 + 3 + 4)
ASSUME Near[1] = [k \in 0 .. 3 |-> <<2, 1, 2, 3>>[k + 1]]
ASSUME <<1, 2>> \in {f \in UNION {[S -> 1 .. 3] : S \in SUBSET (1 .. 2)} : Len(f) = 2}
ASSUME {3, 40} \in {s \in SUBSET (1 .. 60) : 3 \in s}
ASSUME [i \in 1 .. 40 |-> i % 2] \in {f \in [1 .. 40 -> 0 .. 1] : f[3] = 1 /\ f[4] = 0}
ASSUME [a |-> {1}, b |-> -7] \in [a : SUBSET (1 .. 70), b : Int] \cup [a : Seq(Nat), c : {0}]
ASSUME <<{2}, <<5, 5>>>> \in (SUBSET Nat) \X Seq(1 .. 5)
ASSUME [x \in {1} |-> "s"] \in [{1} -> STRING] \cap [{1} -> {"s", "t"}]
ASSUME {[i \in 1 .. 2 |-> 9]} \subseteq [1 .. 2 -> Nat \ {3}]
ASSUME {{1}, {2, 3}} \in SUBSET SUBSET (1 .. 50)
====
expect ByNeed.cfg
  verdict ok
  generated 0
  distinct 0
  depth 0
  tlc Version 2026.04.29.164809 (rev: cc6b616)
