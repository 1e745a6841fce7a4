---- MODULE RecursionWithin ----
\* Recursive operators that end without an IF of their own, as a fold, a quantifier or a set of nothing, within others.
EXTENDS Integers, FiniteSets, FiniteSetsExt

VARIABLES kids, step, seen

RECURSIVE Size(_), Sizes(_), Sound(_), Sounds(_), Below(_), BelowAll(_), Reaches(_, _), ReachedFrom(_, _)
Size(k) == 1 + FoldSet(LAMBDA c, n : n + Size(c), 0, kids[k])
Sizes(k) == IF k = 0 THEN 0 ELSE Size(k) + Sizes(k - 1)
Sound(k) == k > 0 /\ \A c \in kids[k] : Sound(c)
Sounds(k) == CASE k = 0 -> TRUE [] k > 0 -> Sound(k) /\ Sounds(k - 1)
Below(k) == {k} \cup UNION {Below(c) : c \in kids[k]}
BelowAll(S) == IF S = {} THEN {} ELSE LET k == CHOOSE k \in S : TRUE IN Below(k) \cup BelowAll(S \ {k})
Reaches(k, S) == k \in S \/ \E c \in kids[k] : Reaches(c, S)
ReachedFrom(k, S) == IF k > 4 THEN {} ELSE (IF Reaches(k, S) THEN {k} ELSE {}) \cup ReachedFrom(k + 1, S)

Init == /\ step = 0
        /\ kids \in {[k \in 1..4 |-> {c \in (k + 1)..4 : c % k = d}] : d \in 0..1}
        /\ seen = {}
Next == /\ step < 4
        /\ step' = step + 1
        /\ seen' = CASE step = 0 -> {Sizes(4)}
                     [] step = 1 -> IF Sounds(4) THEN BelowAll({1, 2}) ELSE {}
                     [] step = 2 -> ReachedFrom(1, {4})
                     [] step = 3 -> {Size(k) : k \in 1..4} \cup Below(2)
        /\ UNCHANGED kids
Never == ~(step = 4 /\ Cardinality(seen) > 3)
====
expect RecursionWithin.cfg
  verdict invariant-violated
  violated Never
  generated 9
  distinct 9
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
