---- MODULE actions ----
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
boxes == <<[A]_v, [A /\ B]_<<x, y>>, [A]_(f[x]), [A]_I!v, [A]_{x}, [[A]_v]_w>>
angles == <<<<A>>_v, <<A \/ B>>_<<x, y>>>>
fairness == <<WF_v(A), SF_<<x, y>>(A \/ B), WF_I!v(A), WF_I(x)!v(y)(A), WF_(x)(A), WF_F(x)(A)>>
\* Only the letters WF_ and SF_ are special, not names that begin with WF or hold them.
names == <<WF, SFx, xWF_y>>
enabled == ENABLED A /\ UNCHANGED <<x, y>> /\ UNCHANGED x
steps == (x' = x + 1) /\ (x + y)' = 3
==========================
(Module actions
  (Operator Spec (\land (\land Init ([] (ActionBox Next vars))) (Fairness WF_ vars Next)))
  (Operator boxes
    (Tuple
      (ActionBox A v)
      (ActionBox (\land A B) (Tuple x y))
      (ActionBox A (Index f x))
      (ActionBox A (v (in I)))
      (ActionBox A (SetEnumerate x))
      (ActionBox (ActionBox A v) w)))
  (Operator angles (Tuple (ActionAngle A v) (ActionAngle (\lor A B) (Tuple x y))))
  (Operator fairness
    (Tuple
      (Fairness WF_ v A)
      (Fairness SF_ (Tuple x y) (\lor A B))
      (Fairness WF_ (v (in I)) A)
      (Fairness WF_ (v (in I x) y) A)
      (Fairness WF_ x A)
      (Fairness WF_ (F x) A)))
  (Operator names (Tuple WF SFx xWF_y))
  (Operator enabled (\land (\land (ENABLED A) (UNCHANGED (Tuple x y))) (UNCHANGED x)))
  (Operator steps (\land (= (' x) (+ x 1)) (= (' (+ x y)) 3))))
