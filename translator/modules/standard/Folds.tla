---- MODULE Folds ----
\* op(f(x1), op(f(x2), ... op(f(xn), base))), where x1 is choose(S), x2 is choose(S \ {x1}), and so on.
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  LET RECURSIVE folded(_)
      folded(T) == IF T = {} THEN base ELSE LET x == choose(T) IN op(f(x), folded(T \ {x}))
  IN folded(S)
====
