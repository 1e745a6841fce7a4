---- MODULE OperatorParametersSorter ----
(* Instantiated by OperatorParameters. *)
EXTENDS Integers, Sequences
CONSTANTS _ \prec _, Key(_)
Wrong(s) == {i \in 1..Len(s) - 1 : Key(s[i + 1]) \prec Key(s[i])}
Sorted(s) == \A i \in 1..Len(s) - 1 : ~(Key(s[i + 1]) \prec Key(s[i]))
Swap(s, i) == [s EXCEPT ![i] = s[i + 1], ![i + 1] = s[i]]
RECURSIVE Insertion(_)
Insertion(s) ==
  IF s = <<>> THEN s
  ELSE LET rest == Insertion(Tail(s))
           At(k) == \A j \in DOMAIN rest : (j < k => ~(Key(Head(s)) \prec Key(rest[j]))) /\ (j >= k => ~(Key(rest[j]) \prec Key(Head(s))))
           k == CHOOSE k \in 1..Len(rest) + 1 : At(k)
       IN  SubSeq(rest, 1, k - 1) \o <<Head(s)>> \o SubSeq(rest, k, Len(rest))
Smallest(s) == Insertion(s)[1]
Largest(s) == Insertion(s)[Len(s)]
====
