---- MODULE ApalacheValues ----
EXTENDS Apalache, Integers, Sequences

x == 3

ASSUME (x := 3) /\ ~(x := 4) /\ Gen(5) = {} /\ Guess({7, 5}) = 5
ASSUME SetAsFun({<<1, "a">>, <<2, "b">>}) = <<"a", "b">> /\ SetAsFun({}) = <<>> /\ SetAsFun({<<"k", 1>>}) = [k |-> 1]
ASSUME MkSeq(3, LAMBDA i : i * i) = <<1, 4, 9>> /\ MkSeq(0, LAMBDA i : i) = <<>>
ASSUME FunAsSeq([i \in 1 .. 3 |-> -i], 2, 3) = <<-1, -2>> /\ FunAsSeq(<<7>>, 1, 1) = <<7>>
ASSUME Skolem(\E i \in {1} : i = 1) /\ Expand({1}) = {1} /\ ConstCardinality(2 > 1)
ASSUME ApaFoldSet(LAMBDA acc, e : Append(acc, e), <<>>, {3, 1}) = <<1, 3>> /\ ApaFoldSet(+, 4, {}) = 4
ASSUME ApaFoldSeqLeft(LAMBDA acc, e : acc - e, 10, <<1, 2>>) = 7 /\ ApaFoldSeqLeft(+, 4, <<>>) = 4
ASSUME Repeat(LAMBDA acc, i : Append(acc, i), 3, <<>>) = <<1, 2, 3>> /\ Repeat(+, 0, 9) = 9
====
