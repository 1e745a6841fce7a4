---- MODULE forms ----
if == IF a THEN b ELSE c + d
if_last == 1 + IF a THEN b ELSE c
case == CASE a -> 1 [] b -> 2 [] OTHER -> 3
dangling == CASE a -> CASE b -> 1 [] OTHER -> 2 [] c -> 3
box_in_case == CASE []a -> []b [] c -> <>d
let == LET x == 1
           F(y) == y
           f[z \in S, <<u, v>> \in T] == z
           a \prec b == a
           RECURSIVE G(_)
           G(n) == G(n)
           I == INSTANCE M WITH c <- x
       IN x + F(f[x]) + I!d
let_nested == LET x == LET y == 1 IN y IN x
quantified == \A x \in S, y, z \in T, <<u, v>> \in U : \E w \in W : x = w
unbounded == \E x, y : \forall z : x = y
temporal == \EE x : \AA y, z : []x
choose == CHOOSE x \in S : P(x)
choose_tuple == CHOOSE <<x, y>> \in S : x = y
choose_unbounded == CHOOSE x : x \notin S
lambda == F(LAMBDA x, y : x + y, 3)
reach == \A x \in S : P(x) /\ Q(x) => R(x)
======================
(Module forms
  (Operator if (If a b (+ c d)))
  (Operator if_last (+ 1 (If a b c)))
  (Operator case (Case a 1 b 2 3))
  (Operator dangling (Case a (Case b 1 2) c 3))
  (Operator box_in_case (Case ([] a) ([] b) c (<> d)))
  (Operator let
    (Let
      (Operator x 1)
      (Operator F y y)
      (Function f (bind z S) (bind <<u v>> T) z)
      (Operator \prec a b a)
      (Recursive G/1)
      (Operator G n (G n))
      (Instance I of M (with c x))
      (+ (+ x (F (Index f x))) (d (in I)))))
  (Operator let_nested (Let (Operator x (Let (Operator y 1) y)) x))
  (Operator quantified
    (Quantified \A
      (bind x S)
      (bind y z T)
      (bind <<u v>> U)
      (Quantified \E (bind w W) (= x w))))
  (Operator unbounded (Quantified \E (bind x y) (Quantified \A (bind z) (= x y))))
  (Operator temporal (Quantified \EE (bind x) (Quantified \AA (bind y z) ([] x))))
  (Operator choose (Choose (bind x S) (P x)))
  (Operator choose_tuple (Choose (bind <<x y>> S) (= x y)))
  (Operator choose_unbounded (Choose (bind x) (\notin x S)))
  (Operator lambda (F (Lambda x y (+ x y)) 3))
  (Operator reach (Quantified \A (bind x S) (=> (\land (P x) (Q x)) (R x)))))
