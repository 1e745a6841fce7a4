---- MODULE SequencesExtValues ----
EXTENDS SequencesExt, Integers

Push(acc, x) == Append(acc, x)

ASSUME ToSet(<<1, 2, 1>>) = {1, 2} /\ ToSet(<<>>) = {}
ASSUME ToBag(<<"a", "b", "a">>) = [a |-> 2, b |-> 1] /\ ToBag(<<>>) = <<>>
ASSUME SetToSeq({3, 1, 2}) = <<1, 2, 3>> /\ SetToSeq({}) = <<>>
ASSUME SetToSeqs({1, 2}) = {<<1, 2>>, <<2, 1>>} /\ SetToSeqs({}) = {<<>>} /\ Cardinality(SetToSeqs(1 .. 4)) = 24
ASSUME SetToSortSeq({3, 1, 2}, LAMBDA a, b : a > b) = <<3, 2, 1>>
ASSUME SetToAllKPermutations({1, 2}) = {<<>>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>}
ASSUME TupleOf({1}, 2) = {<<1, 1>>} /\ TupleOf({1, 2}, 0) = {<<>>} /\ Cardinality(TupleOf(1 .. 3, 3)) = 27
ASSUME SeqOf({7}, 2) = {<<>>, <<7>>, <<7, 7>>} /\ BoundedSeq({1, 2}, 1) = {<<>>, <<1>>, <<2>>} /\ SeqOf({}, 3) = {<<>>}

ASSUME Contains(<<1, 2>>, 2) /\ ~Contains(<<1, 2>>, 3) /\ ~Contains(<<>>, 1)
ASSUME IsSorted(<<1, 2, 2>>, LAMBDA a, b : a <= b) /\ ~IsSorted(<<1, 2, 2>>, <) /\ IsSorted(<<>>, <) /\ IsSorted(<<9>>, <)
ASSUME Reverse(<<1, 2, 3>>) = <<3, 2, 1>> /\ Reverse(<<>>) = <<>>
ASSUME Remove(<<1, 2, 1>>, 1) = <<2>> /\ Remove(<<1>>, 3) = <<1>> /\ Remove(<<>>, 1) = <<>>
ASSUME ReplaceAll(<<1, 2, 1>>, 1, 9) = <<9, 2, 9>> /\ ReplaceAll(<<>>, 1, 2) = <<>>

ASSUME SelectInSeq(<<1, 5, 7>>, LAMBDA x : x > 4) = 2 /\ SelectInSeq(<<1>>, LAMBDA x : x > 4) = 0
ASSUME SelectLastInSeq(<<1, 5, 7>>, LAMBDA x : x > 4) = 3 /\ SelectLastInSeq(<<>>, LAMBDA x : TRUE) = 0
\* Test is not asked about what comes after the answer.
ASSUME SelectInSeq(<<1, 2, "x">>, LAMBDA x : x > 1) = 2 /\ SelectLastInSeq(<<"x", 2>>, LAMBDA x : x > 1) = 2
\* The index is one into the whole sequence.
ASSUME SelectInSubSeq(<<9, 1, 9, 9>>, 2, 4, LAMBDA x : x > 4) = 3
ASSUME SelectLastInSubSeq(<<9, 9, 1, 9>>, 1, 3, LAMBDA x : x > 4) = 2
ASSUME SelectInSubSeq(<<9>>, 2, 1, LAMBDA x : TRUE) = 0 /\ SelectInSubSeq(<<1, 2>>, 1, 2, LAMBDA x : x > 5) = 0

ASSUME InsertAt(<<1, 3>>, 2, 2) = <<1, 2, 3>> /\ InsertAt(<<>>, 1, 5) = <<5>> /\ InsertAt(<<1>>, 2, 5) = <<1, 5>>
ASSUME ReplaceAt(<<1, 2>>, 2, 9) = <<1, 9>> /\ RemoveAt(<<1, 2, 3>>, 2) = <<1, 3>> /\ RemoveAt(<<1>>, 1) = <<>>
ASSUME RemoveFirst(<<1, 2, 1>>, 1) = <<2, 1>> /\ RemoveFirst(<<1>>, 5) = <<1>>
ASSUME RemoveFirstMatch(<<1, 2, 3>>, LAMBDA x : x > 1) = <<1, 3>> /\ RemoveFirstMatch(<<>>, LAMBDA x : TRUE) = <<>>
ASSUME Cons(1, <<2>>) = <<1, 2>> /\ Snoc(1, <<2>>) = <<2, 1>> /\ Front(<<1, 2>>) = <<1>> /\ Front(<<1>>) = <<>> /\ Last(<<1, 2>>) = 2

ASSUME IsPrefix(<<1>>, <<1, 2>>) /\ IsPrefix(<<>>, <<>>) /\ ~IsPrefix(<<2>>, <<1, 2>>) /\ ~IsPrefix(<<1, 2>>, <<1>>)
ASSUME IsPrefix("ab", "abc") /\ ~IsPrefix("b", "abc")
ASSUME IsStrictPrefix(<<1>>, <<1, 2>>) /\ ~IsStrictPrefix(<<1>>, <<1>>)
ASSUME IsSuffix(<<2>>, <<1, 2>>) /\ IsSuffix(<<>>, <<1>>) /\ ~IsSuffix(<<1>>, <<1, 2>>)
ASSUME IsStrictSuffix(<<2>>, <<1, 2>>) /\ ~IsStrictSuffix(<<1>>, <<1>>)
ASSUME Prefixes(<<1, 2>>) = {<<>>, <<1>>, <<1, 2>>} /\ Suffixes(<<1, 2>>) = {<<>>, <<2>>, <<1, 2>>} /\ Prefixes(<<>>) = {<<>>}
ASSUME CommonPrefixes({<<1, 2, 3>>, <<1, 2, 4>>}) = {<<>>, <<1>>, <<1, 2>>}
ASSUME LongestCommonPrefix({<<1, 2, 3>>, <<1, 2, 4>>}) = <<1, 2>> /\ LongestCommonPrefix({<<1>>, <<2>>}) = <<>>
ASSUME LongestCommonPrefix({"abcd", "abxy"}) = "ab"

ASSUME [i \in 1 .. 7 |-> SeqMod(i, 3)] = <<1, 2, 3, 1, 2, 3, 1>>
ASSUME FoldSeq(LAMBDA x, acc : Append(acc, x), <<0>>, <<3, 1, 2>>) = <<0, 3, 1, 2>>
ASSUME FoldLeft(LAMBDA acc, x : <<acc, x>>, 0, <<1, 2>>) = <<<<0, 1>>, 2>> /\ FoldLeft(Push, <<>>, <<5, 4>>) = <<5, 4>>
ASSUME FoldRight(LAMBDA x, acc : <<x, acc>>, <<1, 2>>, 0) = <<1, <<2, 0>>>> /\ FoldLeft(+, 3, <<>>) = 3
ASSUME FoldLeft(LAMBDA acc, x : acc - x, 10, <<1, 2>>) = 7 /\ FoldRight(LAMBDA x, acc : x - acc, <<1, 2>>, 10) = 9
ASSUME FoldLeftDomain(Push, <<>>, <<"a", "b">>) = <<1, 2>>
ASSUME FoldRightDomain(LAMBDA i, acc : Append(acc, i), <<"a", "b">>, <<>>) = <<2, 1>>

ASSUME FlattenSeq(<<<<1>>, <<>>, <<2, 3>>>>) = <<1, 2, 3>> /\ FlattenSeq(<<>>) = <<>> /\ FlattenSeq(<<"ab", "c">>) = "abc"
ASSUME Zip(<<1, 2, 3>>, <<"a", "b">>) = <<<<1, "a">>, <<2, "b">>>> /\ Zip(<<>>, <<1>>) = <<>>
ASSUME Interleave(<<1, 2>>, <<"a", "b">>) = <<<<1>>, <<"a">>, <<2>>, <<"b">>>> /\ Interleave(<<>>, <<>>) = <<<<>>, <<>>>>
ASSUME SubSeqs(<<1, 2>>) = {<<>>, <<1>>, <<2>>, <<1, 2>>} /\ SubSeqs(<<>>) = {<<>>}
ASSUME AllSubSeqs(<<1, 2, 3>>) = SubSeqs(<<1, 2, 3>>) \cup {<<1, 3>>} /\ AllSubSeqs(<<1, 1>>) = {<<>>, <<1>>, <<1, 1>>}
ASSUME IndexFirstSubSeq(<<2, 3>>, <<1, 2, 3, 2, 3>>) = 2 /\ IndexFirstSubSeq(<<>>, <<1>>) = 1
ASSUME ReplaceSubSeqAt(2, <<9>>, <<2, 3>>, <<1, 2, 3, 4>>) = <<1, 9, 4>>
ASSUME ReplaceFirstSubSeq(<<9>>, <<1>>, <<2, 1, 1>>) = <<2, 9, 1>> /\ ReplaceFirstSubSeq(<<9>>, <<5>>, <<2, 1>>) = <<2, 1>>
ASSUME ReplaceFirstSubSeq("x", "b", "abcb") = "axcb" /\ ReplaceFirstSubSeq("x", "", "ab") = "xab"
ASSUME ReplaceAllSubSeqs(<<9>>, <<1>>, <<1, 2, 1>>) = <<9, 2, 9>> /\ ReplaceAllSubSeqs(<<>>, <<1, 2>>, <<1, 2>>) = <<>>
ASSUME ReplaceAllSubSeqs("xy", "a", "banana") = "bxynxynxy" /\ ReplaceAllSubSeqs("-", "", "ab") = "-a-b"
ASSUME ReplaceAllSubSeqs("b", "aa", "aaa") = "ba" /\ ReplaceAllSubSeqs("b", "zz", "aaa") = "aaa"
====
