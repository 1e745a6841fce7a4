---- MODULE labels ----
simple == l :: a + b
parameters == \A x \in S : l(x) :: x = 1
inner == /\ l1 :: a
         /\ l2 :: b => l3 :: c
binds_weaker == a + l :: b * c
paths == <<Op!1, Op!1!<<!>>, Op(1)!(2)!:, Op!l!@, Op!+!(1, 2)!1>>
=======================
(Module labels
  (Operator simple (Label l (+ a b)))
  (Operator parameters (Quantified \A (bind x S) (Label l x (= x 1))))
  (Operator inner (Junction \land (Label l1 a) (Label l2 (=> b (Label l3 c)))))
  (Operator binds_weaker (+ a (Label l (* b c))))
  (Operator paths
    (Tuple
      (Subexpression (in Op) (in 1))
      (Subexpression (in Op) (in 1) (in <<) (in >>))
      (Subexpression (in Op 1) (in  2) (in :))
      (Subexpression (in Op) (in l) (in @))
      (Subexpression (in Op) (in +) (in  1 2) (in 1)))))
