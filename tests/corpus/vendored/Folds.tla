-------------------------------- MODULE Folds --------------------------------
(* An own copy, whose operator TLC has in Java. *)
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  LET folded[T \in SUBSET S] == IF T = {} THEN base ELSE LET x == choose(T) IN op(f(x), folded[T \ {x}])
  IN folded[S]
=============================================================================
