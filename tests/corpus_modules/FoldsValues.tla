---- MODULE FoldsValues ----
EXTENDS Folds, Integers, Sequences

Least(S) == CHOOSE x \in S : \A y \in S : x <= y
Greatest(S) == CHOOSE x \in S : \A y \in S : x >= y

ASSUME MapThenFoldSet(+, 0, LAMBDA x : x * x, Least, 1 .. 4) = 30
ASSUME MapThenFoldSet(LAMBDA x, acc : x, "none", LAMBDA x : x, Least, {}) = "none"
\* What is chosen first is combined last.
ASSUME MapThenFoldSet(LAMBDA x, acc : Append(acc, x), <<>>, LAMBDA x : -x, Least, {1, 2, 3}) = <<-3, -2, -1>>
ASSUME MapThenFoldSet(LAMBDA x, acc : Append(acc, x), <<>>, LAMBDA x : x, Greatest, {1, 2, 3}) = <<1, 2, 3>>
====
