---- MODULE Desk ----
\* Values of several forms in one variable, told apart by their length, their fields or a model value; functions that
\* are defined by themselves; sets of subsets of one size; a VIEW.
EXTENDS Integers, FiniteSets, FiniteSetsExt, Sequences
CONSTANT Nil
VARIABLES job, order, at, log, seen

Small == 0..4
Order == [kind : {"one"}, n : 0..3] \cup [kind : {"two"}, pair : (0..2) \X (0..2)]

TypeOK == /\ job \in {<<>>, Nil} \cup {<<n>> : n \in 0..3} \cup (0..2) \X {"a", "b"}
          /\ order \in Order \cup {Nil}
          /\ at \in Small \cup {Nil}
          /\ seen \subseteq Small
          /\ Len(log) <= 2

Init == job = <<>> /\ order = Nil /\ at = Nil /\ log = <<>> /\ seen = {}

Sum[S \in SUBSET Small] == IF S = {} THEN 0 ELSE LET x == CHOOSE x \in S : TRUE IN x + Sum[S \ {x}]
Place == IF at = Nil THEN 0 ELSE at
Upto == LET f[i \in 0..Place] == IF i = 0 THEN 0 ELSE f[i - 1] + i IN f[Place]
Paths == LET p[i \in Small, k \in Small] == IF i = 0 \/ k = 0 THEN 1 ELSE p[i - 1, k] + p[i, k - 1] IN p[Place, 2]
Twice == [n \in Small |-> n * 2]

Free == (job = <<>> \/ job = Nil) /\ order = Nil
Hand(n) == Free /\ job' = <<n>> /\ UNCHANGED <<order, at, log, seen>>
Pair(n, l) == Free /\ job' = <<n, l>> /\ UNCHANGED <<order, at, log, seen>>
Ask(o) == Free /\ o \in Order /\ order' = o /\ UNCHANGED <<job, at, log, seen>>

\* `first` has a value only where there is a job of that form.
Take == LET first == job[1]
            next == (Place + first) % 5 IN
  /\ job \notin {<<>>, Nil}
  /\ at' = next
  /\ job' = IF Len(job) = 2 THEN Nil ELSE <<>>
  /\ log' = IF Len(log) < 2 THEN Append(log, first) ELSE Tail(log)
  /\ seen' = IF Sum[seen] + Upto > 12 THEN {} ELSE seen \cup {next}
  /\ UNCHANGED order

Serve == LET amount == order.n IN
  /\ order \in Order
  /\ at' = IF order.kind = "one" THEN Twice[amount] % 5 ELSE order.pair[2]
  /\ order' = Nil
  /\ seen' = IF Cardinality(seen) > 2 THEN CHOOSE T \in kSubset(2, seen) : Sum[T] >= 3 ELSE seen
  /\ UNCHANGED <<job, log>>

Next == \/ \E n \in 0..3 : Hand(n)
        \/ \E n \in 0..2, l \in {"a", "b"} : Pair(n, l)
        \/ \E o \in [kind : {"one"}, n : 0..3] : Ask(o)
        \/ \E o \in {x \in Order : x.kind = "two"} : Ask(o)
        \/ Take
        \/ Serve

Bounded == \A S \in SUBSET seen : Cardinality(S) = 2 => Sum[S] <= 7
Reached == Paths <= 15 /\ \A f \in [{"x", "y"} -> {0, 3}] : f["x"] + f["y"] # Place + 7
LogOK == \E s \in [1..Len(log) -> 0..3] : s = log
WithoutLog == <<job, order, at, seen>>
====
expect Desk.cfg
  verdict ok
  generated 157389
  distinct 74052
  depth 20
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Desk.view.cfg
  verdict ok
  generated 10051
  distinct 4660
  depth 14
  tlc Version 2026.04.29.164809 (rev: cc6b616)
