---- MODULE Community ----
(* Why: the community modules most in use: folds, set and sequence helpers, functions, and Json's text of values. *)
EXTENDS Integers, Sequences, FiniteSets, FiniteSetsExt, SequencesExt, Functions, Json, TLC

VARIABLES todo, log

ASSUME /\ FoldSet(LAMBDA x, acc : x + acc, 0, {1, 2, 3}) = 6
       /\ FoldFunction(+, 0, [i \in 1..3 |-> i]) = 6
       /\ FoldLeft(LAMBDA acc, x : acc * 10 + x, 0, <<1, 2, 3>>) = 123
       /\ FoldRight(LAMBDA x, acc : acc * 10 + x, <<1, 2, 3>>, 0) = 321
       /\ Max({3, 9, 4}) = 9 /\ Min({3, 9, 4}) = 3 /\ SumSet({1, 2}) = 3
       /\ kSubset(2, 1..3) = {{1, 2}, {1, 3}, {2, 3}}
       /\ Quantify(1..6, LAMBDA x : x % 2 = 0) = 3
       /\ ToSet(<<1, 1, 2>>) = {1, 2} /\ Reverse(<<1, 2>>) = <<2, 1>>
       /\ Contains(<<1, 2>>, 2) /\ Last(<<1, 2>>) = 2 /\ Front(<<1, 2>>) = <<1>>
       /\ IsPrefix(<<1>>, <<1, 2>>) /\ IsInjective(<<1, 2>>)
       /\ Remove(<<1, 2, 1>>, 1) = <<2>> /\ RemoveAt(<<5, 6>>, 1) = <<6>> /\ InsertAt(<<5>>, 1, 4) = <<4, 5>>
       /\ Cons(0, <<1>>) = <<0, 1>> /\ FlattenSeq(<<<<1>>, <<2>>>>) = <<1, 2>>
       /\ Range([a |-> 1, b |-> 2]) = {1, 2} /\ Restrict([a |-> 1, b |-> 2], {"a"}) = [a |-> 1]
       /\ Inverse([x \in {1, 2} |-> x * x], {1, 2}, {1, 4})[4] = 2
       /\ SetToSeq({7}) = <<7>> /\ Len(SetToSeq({7, 8, 9})) = 3
       /\ Cardinality(SetToSeqs({1, 2, 3})) = 6
       /\ ToJson([a |-> <<1, TRUE>>]) = "{\"a\":[1,true]}"
       /\ SortSeq(SetToSortSeq({3, 1, 2}, <), >) = <<3, 2, 1>>

Init == todo = 1..4 /\ log = <<>>
Do == \E S \in kSubset(2, todo) : log' = Append(log, FoldSet(+, 0, S)) /\ todo' = todo \ S
Undo == log # <<>> /\ Len(log) = 2 /\ log' = Front(log) /\ todo' = {Max({1, Last(log) % 4}), 4}
Next == Do \/ Undo
Ok == Len(log) <= 2 /\ SumSet(ToSet(log)) <= 20
====
expect Community.cfg
  verdict ok
  generated 22
  distinct 16
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
