---- MODULE Apalache ----
\* Operators that annotate a specification for the Apalache model checker, with their plain meaning.
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences

__x := __e == __x = __e
Gen(__size) == {}
Guess(__S) == CHOOSE __x \in __S : TRUE

\* The function whose graph is a set of pairs; the sequence <<F(1), ..., F(N)>>; fn as a sequence.
SetAsFun(__S) ==
  LET __of(__x) == CHOOSE __pair \in __S : __pair[1] = __x
  IN [__x \in {__pair[1] : __pair \in __S} |-> __of(__x)[2]]
MkSeq(__N, __F(_)) == [__i \in 1 .. __N |-> __F(__i)]
FunAsSeq(__fn, __len, __capacity) == [__i \in 1 .. __len |-> __fn[__i]]

\* Hints to the checker.
Skolem(__e) == __e
Expand(__S) == __S
ConstCardinality(__cardExpr) == __cardExpr

\* Op(... Op(v, x1) ..., xn) over a set, and over a sequence.
RECURSIVE ApaFoldSet(_, _, _)
ApaFoldSet(__Op(_, _), __v, __S) ==
  IF __S = {} THEN __v
  ELSE LET __x == CHOOSE __y \in __S : TRUE IN ApaFoldSet(__Op, __Op(__v, __x), __S \ {__x})
RECURSIVE ApaFoldSeqLeft(_, _, _)
ApaFoldSeqLeft(__Op(_, _), __v, __seq) ==
  IF Len(__seq) = 0 THEN __v ELSE ApaFoldSeqLeft(__Op, __Op(__v, Head(__seq)), Tail(__seq))

\* F(... F(F(x, 1), 2) ..., N).
RECURSIVE Repeat(_, _, _)
Repeat(__F(_, _), __N, __x) ==
  IF __N > 0 THEN __F(Repeat(__F, __N - 1, __x), __N) ELSE __x
====
