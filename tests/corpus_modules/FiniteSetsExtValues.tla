---- MODULE FiniteSetsExtValues ----
EXTENDS FiniteSetsExt, Sequences

ASSUME FoldSet(+, 0, 1 .. 4) = 10 /\ FoldSet(+, 7, {}) = 7
\* The elements in order, the first one combined first.
ASSUME FoldSet(LAMBDA x, acc : Append(acc, x), <<>>, {3, 1, 2}) = <<1, 2, 3>>
ASSUME FoldSet(LAMBDA x, acc : acc \o x, "", {"p"}) = "p"
ASSUME SumSet({}) = 0 /\ SumSet({5, -2}) = 3 /\ ProductSet({}) = 1 /\ ProductSet(1 .. 5) = 120
ASSUME ReduceSet(LAMBDA x, acc : Append(acc, x), {2, 1}, <<0>>) = <<0, 1, 2>>
ASSUME MapThenSumSet(LAMBDA x : 2 * x, {1, 2, 3}) = 12 /\ MapThenSumSet(LAMBDA x : 1, {"a", "b"}) = 2
ASSUME FlattenSet({{1, 2}, {2, 3}}) = {1, 2, 3} /\ FlattenSet({}) = {}
ASSUME SymDiff({1, 2}, {2, 3}) = {1, 3} /\ SymDiff({}, {1}) = {1} /\ SymDiff({1}, {1}) = {}
ASSUME Quantify(1 .. 9, LAMBDA x : x % 2 = 0) = 4 /\ Quantify({}, LAMBDA x : TRUE) = 0
ASSUME kSubset(0, {1, 2}) = {{}} /\ kSubset(2, {1, 2}) = {{1, 2}} /\ kSubset(3, {1, 2}) = {} /\ kSubset(-1, {1}) = {}
ASSUME kSubset(2, 1 .. 3) = {{1, 2}, {1, 3}, {2, 3}} /\ Cardinality(kSubset(3, 1 .. 6)) = 20
ASSUME \A T \in kSubset(2, 1 .. 5) : Cardinality(T) = 2
ASSUME Max({3, -1, 2}) = 3 /\ Min({3, -1, 2}) = -1 /\ Max({4}) = 4 /\ Min(2 .. 9) = 2 /\ Max(2 .. 9) = 9
ASSUME Choices({{1, 2}, {3}}) = {{1, 3}, {2, 3}} /\ Choices({}) = {{}} /\ Choices({{}, {1}}) = {}
ASSUME Choices({{1, 2}, {2, 3}}) = {{1, 2}, {1, 3}, {2}, {2, 3}}
ASSUME ChooseUnique({1, 5, 9}, LAMBDA x : x > 5) = 9
====
