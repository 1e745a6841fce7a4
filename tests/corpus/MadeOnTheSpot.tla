---- MODULE MadeOnTheSpot ----
(* Why: functions, records and tuples that are made where they are used are asked as any others: over more than their domain, and in
   sets of another kind, is an error; and sequences that a fold nests have a type, or none. *)
EXTENDS Integers, Sequences, FiniteSets, Functions, SequencesExt

VARIABLES x, S

Init == x = 0 /\ S = {1, 2}
Go(next) == x < 5 /\ x' = next /\ UNCHANGED S

Within == Go(x + SumFunctionOnSet([w \in S |-> 1], {1, 2}))
All == Go(x + SumFunction([w \in S |-> w]))
Beyond == Go(x + SumFunctionOnSet([w \in S |-> 1], {1, 2, 3}))
Unused == Go(x + FoldFunctionOnSet(LAMBDA a, b : 1 + b, 0, [w \in S |-> w], S \cup {x + 3}))
Nested == /\ x < 3 /\ x' = x + 1
          /\ Len(FoldSeq(LAMBDA a, b : Append(a, b), <<1>>, <<<<x>>, <<x, x>>>>)) \in {2, 3}
          /\ Len(FoldLeft(LAMBDA a, b : Append(b, a), <<1>>, <<<<>>, <<x>>>>)) = 2
          /\ UNCHANGED S
RecordInPowerset == Go(IF {[a |-> v, b |-> x] : v \in S} \subseteq SUBSET S THEN 1 ELSE 2)
TupleInRecords == Go(IF {<<v, x>> : v \in S} \subseteq [a : S] THEN 1 ELSE 2)
OtherRecords == Go(IF {[b |-> v] : v \in S} \subseteq [a : S] THEN x + 1 ELSE x + 2)
Lossy == FALSE
Lost == {v \in S : Lossy}
Nothing == Go(x + (IF Lost # {} THEN CHOOSE v \in Lost : TRUE ELSE 1) + (IF S = {} THEN CHOOSE v \in S : FALSE ELSE 0))
Finite == IsFiniteSet(<<x>>) /\ IsFiniteSet([a |-> x]) /\ IsFiniteSet([y \in S |-> Nat])
====
expect MadeOnTheSpot.all.cfg
  verdict ok
  generated 3
  distinct 3
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.beyond.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.nested.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.nothing.cfg
  verdict ok
  generated 6
  distinct 6
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.otherrecords.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.recordinpowerset.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.tupleinrecords.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.unused.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect MadeOnTheSpot.within.cfg
  verdict ok
  generated 4
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
