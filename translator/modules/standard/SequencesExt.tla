---- MODULE SequencesExt ----
\* More on sequences. What is built from SubSeq, Len and \o alone also works on strings.
EXTENDS Sequences, Naturals, FiniteSets, FiniteSetsExt, Folds, Functions, Bags, TLC

\* The elements of s, and how often each occurs.
ToSet(s) == {s[i] : i \in DOMAIN s}
ToBag(s) == [e \in ToSet(s) |-> Cardinality({i \in DOMAIN s : e = s[i]})]

\* S as one sequence without repetition: in CHOOSE's order, in every order, in the order of op.
SetToSeq(S) == FoldSet(LAMBDA e, s : Append(s, e), <<>>, S)
SetToSeqs(S) ==
  LET RECURSIVE arrange(_)
      arrange(T) == IF T = {} THEN {<<>>} ELSE UNION {{Append(s, e) : s \in arrange(T \ {e})} : e \in T}
  IN arrange(S)
SetToSortSeq(S, op(_, _)) == SortSeq(SetToSeq(S), op)

\* Every order of every subset.
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}

\* Sequences over a set: of length n, and of length n at most.
TupleOf(set, n) == [1 .. n -> set]
SeqOf(set, n) == UNION {[1 .. length -> set] : length \in 0 .. n}
BoundedSeq(S, n) == SeqOf(S, n)

Contains(s, e) == (\E i \in DOMAIN s : s[i] = e) = TRUE  \* one way to hold, as all of these

\* op holds between every element and each later one.
IsSorted(s, op(_, _)) == \A j \in 1 .. Len(s) : \A i \in 1 .. (j - 1) : op(s[i], s[j])

Reverse(s) == [i \in 1 .. Len(s) |-> s[Len(s) + 1 - i]]
Remove(s, e) == SelectSeq(s, LAMBDA x : x # e)
ReplaceAll(s, old, new) == [i \in 1 .. Len(s) |-> IF s[i] = old THEN new ELSE s[i]]

\* The first index in from .. to that passes Test, and the last; 0 if none does. Sequences are cut by
\* SelectInSubSeq at both ends, so those two report an index outside 1 .. Len(seq).
SelectInSubSeq(seq, from, to, Test(_)) ==
  IF from > to \/ SubSeq(seq, from, to) = <<>> \/ ~ \E i \in from .. to : Test(seq[i]) THEN 0
  ELSE CHOOSE i \in from .. to : Test(seq[i]) /\ \A j \in from .. (i - 1) : ~Test(seq[j])
SelectLastInSubSeq(seq, from, to, Test(_)) ==
  LET RECURSIVE last(_)
      last(i) == CASE i < from -> 0 [] i \geq from /\ Test(seq[i]) -> i [] OTHER -> last(i - 1)
  IN IF from > to \/ SubSeq(seq, from, to) = <<>> THEN 0 ELSE last(to)
SelectInSeq(seq, Test(_)) == SelectInSubSeq(seq, 1, Len(seq), Test)
SelectLastInSeq(seq, Test(_)) == SelectLastInSubSeq(seq, 1, Len(seq), Test)

\* One element put in before s[i], overwritten at i, taken out at i.
InsertAt(s, i, e) == (SubSeq(s, 1, i - 1) \o <<e>>) \o SubSeq(s, i, Len(s))
ReplaceAt(s, i, e) == [s EXCEPT ![i] = e]
RemoveAt(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

\* s without the first element that passes Test, or that is e.
RemoveFirstMatch(s, Test(_)) ==
  LET i == SelectInSeq(s, Test) IN IF i = 0 THEN s ELSE RemoveAt(s, i)
RemoveFirst(s, e) == RemoveFirstMatch(s, LAMBDA x : x = e)

Cons(elt, seq) == <<elt>> \o seq
Snoc(elt, seq) == Append(seq, elt)
Front(s) == SubSeq(s, 1, Len(s) - 1)
Last(s) == s[Len(s)]

IsPrefix(s, t) == Len(s) \leq Len(t) /\ SubSeq(t, 1, Len(s)) = s
IsStrictPrefix(s, t) == Len(s) < Len(t) /\ SubSeq(t, 1, Len(s)) = s
IsSuffix(s, t) == Len(s) \leq Len(t) /\ SubSeq(t, Len(t) - Len(s) + 1, Len(t)) = s
IsStrictSuffix(s, t) == Len(s) < Len(t) /\ IsSuffix(s, t)

\* All of them, <<>> and s included.
Prefixes(s) == {SubSeq(s, 1, n) : n \in 0 .. Len(s)}
Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in 1 .. (Len(s) + 1)}

\* What every sequence in S begins with, and the longest such.
CommonPrefixes(S) == {p \in UNION {Prefixes(s) : s \in S} : \A s \in S : IsPrefix(p, s)}
LongestCommonPrefix(S) ==
  LET common == CommonPrefixes(S)
      length == Max({Len(p) : p \in common})
  IN CHOOSE p \in common : Len(p) = length

\* Like %, for indices that start at 1: the result is in 1 .. b.
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b

\* op(s[n], ... op(s[1], base)); op(... op(base, s[1]) ..., s[n]); op(s[1], ... op(s[n], base)).
\* The Domain folds go over the indices.
FoldSeq(op(_, _), base, seq) == FoldFunction(op, base, seq)
FoldLeft(op(_, _), base, seq) == FoldFunctionOnSet(LAMBDA e, acc : op(acc, e), base, seq, 1 .. Len(seq))
FoldRight(op(_, _), seq, base) == FoldLeft(LAMBDA acc, e : op(e, acc), base, Reverse(seq))
FoldLeftDomain(op(_, _), base, seq) == FoldLeft(op, base, [i \in 1 .. Len(seq) |-> i])
FoldRightDomain(op(_, _), seq, base) == FoldRight(op, [i \in 1 .. Len(seq) |-> i], base)

\* The concatenation of a sequence of sequences.
FlattenSeq(seqs) == IF Len(seqs) = 0 THEN seqs ELSE FoldLeft(\o, Head(seqs), Tail(seqs))

\* Pairs of the elements at the same index, as many as the shorter sequence has.
Zip(s, t) == [i \in 1 .. Min({Len(s), Len(t)}) |-> <<s[i], t[i]>>]

\* <<s[1]>>, <<t[1]>>, <<s[2]>>, ... for two sequences of one length; two empty ones for two empty ones.
Interleave(s, t) ==
  CASE Len(s) = Len(t) /\ Len(s) = 0 -> <<<<>>, <<>>>>
    [] Len(s) = Len(t) /\ Len(s) > 0 ->
         [i \in 1 .. 2 * Len(s) |-> IF i % 2 = 1 THEN <<s[i \div 2 + 1]>> ELSE <<t[i \div 2]>>]

\* What is left of s when elements are dropped at both ends, and when any are dropped.
SubSeqs(s) == {SubSeq(s, before + 1, to) : before, to \in 0 .. Len(s)}
AllSubSeqs(s) ==
  LET kept(D) == FoldLeft(LAMBDA t, i : IF i \in D THEN Append(t, s[i]) ELSE t, <<>>, [i \in DOMAIN s |-> i])
  IN {kept(D) : D \in SUBSET DOMAIN s}

\* Where s first begins in t. It must occur there.
IndexFirstSubSeq(s, t) ==
  LET begins(i) == SubSeq(t, i, i + Len(s) - 1) = s
  IN CHOOSE i \in 1 .. (Len(t) - Len(s) + 1) : begins(i) /\ \A j \in 1 .. (i - 1) : ~begins(j)

\* t with r in place of s: at i, where s first begins, and wherever it begins from left to right.
ReplaceSubSeqAt(i, r, s, t) == (SubSeq(t, 1, i - 1) \o r) \o SubSeq(t, i + Len(s), Len(t))
ReplaceFirstSubSeq(r, s, t) ==
  IF \E i \in 1 .. (Len(t) - Len(s) + 1) : SubSeq(t, i, i + Len(s) - 1) = s
  THEN ReplaceSubSeqAt(IndexFirstSubSeq(s, t), r, s, t)
  ELSE t
ReplaceAllSubSeqs(r, s, t) ==
  LET before(n) == r \o SubSeq(t, n, n)
      RECURSIVE replace(_)
      replace(u) ==
        IF \E i \in 1 .. (Len(u) - Len(s) + 1) : SubSeq(u, i, i + Len(s) - 1) = s
        THEN LET i == IndexFirstSubSeq(s, u)
             IN (SubSeq(u, 1, i - 1) \o r) \o replace(SubSeq(u, i + Len(s), Len(u)))
        ELSE u
  IN CASE s = t -> r
       [] s # t /\ Len(s) = 0 -> FoldLeft(LAMBDA u, i : u \o before(i), before(1), [i \in 1 .. (Len(t) - 1) |-> i + 1])
       [] OTHER -> replace(t)
====
