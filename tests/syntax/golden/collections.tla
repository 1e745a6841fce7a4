---- MODULE collections ----
sets == <<{}, {1}, {1, 2, 3}, {x \in S : x > 1}, {x + y : x, y \in S, z \in T}, {<<x, y>> \in S : x = y}>>
plain_sets == <<{x \in S}, {x \in S, y}, {<<x, y>> \in S}, {x \in S /\ y}, {x, y}>>
functions == <<[x \in S |-> x], [x, y \in S, <<u, v>> \in T |-> x], [S -> T], [[S -> T] -> U], f[x], f[x, y], f[x][y]>>
records == <<[a |-> 1], [a |-> 1, b |-> [c |-> 2]], [a : S, b : T], r.a.b, r.a[1].b>>
keywords == <<[IN |-> 1, b |-> 2], [a : S], r.THEN, r.UNION, r.WF_.IF, [r EXCEPT !.VARIABLE = 3].LET>>
except == [f EXCEPT ![1] = 2, ![1, 2].a["b"] = @ + 1, !.c.d[3] = @]
nested_except == [f EXCEPT ![1] = [@ EXCEPT !.a = 2]]
tuples == <<>> \o <<1>> \o <<1, <<2>>>>
product == {<<a, b>>} \X S
============================
(Module collections
  (Operator sets
    (Tuple
      (SetEnumerate)
      (SetEnumerate 1)
      (SetEnumerate 1 2 3)
      (SetFilter (bind x S) (> x 1))
      (SetMap (bind x y S) (bind z T) (+ x y))
      (SetFilter (bind <<x y>> S) (= x y))))
  (Operator plain_sets
    (Tuple
      (SetEnumerate (\in x S))
      (SetEnumerate (\in x S) y)
      (SetEnumerate (\in (Tuple x y) S))
      (SetEnumerate (\land (\in x S) y))
      (SetEnumerate x y)))
  (Operator functions
    (Tuple
      (Function (bind x S) x)
      (Function (bind x y S) (bind <<u v>> T) x)
      (FunctionSet S T)
      (FunctionSet (FunctionSet S T) U)
      (Index f x)
      (Index f x y)
      (Index (Index f x) y)))
  (Operator records
    (Tuple
      (Record (a 1))
      (Record (a 1) (b (Record (c 2))))
      (RecordSet (a S) (b T))
      (Field b (Field a r))
      (Field b (Index (Field a r) 1))))
  (Operator keywords
    (Tuple
      (Record (IN 1) (b 2))
      (RecordSet (a S))
      (Field THEN r)
      (Field UNION r)
      (Field IF (Field WF_ r))
      (Field LET (Except r (update (field VARIABLE) 3)))))
  (Operator except
    (Except
      f
      (update (index 1) 2)
      (update (index 1 2) (field a) (index "b") (+ @ 1))
      (update (field c) (field d) (index 3) @)))
  (Operator nested_except (Except f (update (index 1) (Except @ (update (field a) 2)))))
  (Operator tuples (\o (\o (Tuple) (Tuple 1)) (Tuple 1 (Tuple 2))))
  (Operator product (Product (SetEnumerate (Tuple a b)) S)))
