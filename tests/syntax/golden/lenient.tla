---- MODULE lenient ----
\* What TLC's parser refuses though the language allows it, or has an obvious meaning.
minus_after_operator == <<2^-1, a * -b, a & -b + c>>
minus_by_itself == -(1, 2)
fraction == .5
box_of_membership == [x \in S]_v
set_of_membership == {1 \in x : x \in T}
bangs == A!B!!!(x, y)
keyword_fields == <<[IN |-> 1, STATE |-> 2], [BY : S, THEOREM : T]>>
backslash == "\*"
========================
(Module lenient
  (Operator minus_after_operator (Tuple (^ 2 (-. 1)) (* a (-. b)) (+ (& a (-. b)) c)))
  (Operator minus_by_itself (- 1 2))
  (Operator fraction .5)
  (Operator box_of_membership (ActionBox (\in x S) v))
  (Operator set_of_membership (SetMap (bind x T) (\in 1 x)))
  (Operator bangs (!! (in A) (in B) x y))
  (Operator keyword_fields (Tuple (Record (IN 1) (STATE 2)) (RecordSet (BY S) (THEOREM T))))
  (Operator backslash "\\*"))
