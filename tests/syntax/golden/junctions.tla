---- MODULE junctions ----
one == /\ a
two == /\ a
       /\ b
nested == /\ a
          /\ \/ b
             \/ c
             \/ /\ d
                /\ e
          /\ f
infix_inside == /\ a /\ b
                /\ c \/ d
other_kind_ends == /\ a
                   /\ b
                   \/ c
left_ends == /\ a
             /\ b
          => c
two_end_at_once == /\ \/ a
                      \/ b
           = c
in_brackets == <<{/\ a
                  /\ b}, [f EXCEPT ![/\ a
                                     /\ b] = /\ c
                                             /\ d]>>
in_if == IF /\ a
            /\ b
         THEN /\ c
              /\ d
         ELSE \/ e
              \/ f
in_case == CASE /\ a
                /\ b -> \/ c
                        \/ d
             [] e -> f
             [] OTHER -> /\ g
in_let == LET x == /\ a
                   /\ b
              y == c
          IN  /\ x
              /\ y
open_ends_with_item == /\ \A x \in S : P(x)
                       /\ \E y \in T : /\ Q(y)
                                       /\ R(y)
                       /\ IF a THEN b ELSE c
                       /\ LAST
after_comma == <</\ a
                 /\ b,
                 /\ c>>
deeper_same_column == /\ a
                      /\ (\/ b
                          \/ c) /\ d
	tabbed ==	/\ a
		/\ b
          
                /\ c
spaced_bullets == \/ a
                  (* a comment between *)
                  \/ b  \* and one after
unicode == ∧ a
           ∧ ∨ b
             ∨ c
wide == "∀∀" = s /\ ∧ p
                    ∧ q
primed == (/\ a
           /\ b)'
==========================
(Module junctions
  (Operator one (Junction \land a))
  (Operator two (Junction \land a b))
  (Operator nested (Junction \land a (Junction \lor b c (Junction \land d e)) f))
  (Operator infix_inside (Junction \land (\land a b) (\lor c d)))
  (Operator other_kind_ends (\lor (Junction \land a b) c))
  (Operator left_ends (=> (Junction \land a b) c))
  (Operator two_end_at_once (= (Junction \land (Junction \lor a b)) c))
  (Operator in_brackets
    (Tuple
      (SetEnumerate (Junction \land a b))
      (Except f (update (index (Junction \land a b)) (Junction \land c d)))))
  (Operator in_if (If (Junction \land a b) (Junction \land c d) (Junction \lor e f)))
  (Operator in_case (Case (Junction \land a b) (Junction \lor c d) e f (Junction \land g)))
  (Operator in_let (Let (Operator x (Junction \land a b)) (Operator y c) (Junction \land x y)))
  (Operator open_ends_with_item
    (Junction \land
      (Quantified \A (bind x S) (P x))
      (Quantified \E (bind y T) (Junction \land (Q y) (R y)))
      (If a b c)
      LAST))
  (Operator after_comma (Tuple (Junction \land a b) (Junction \land c)))
  (Operator deeper_same_column (Junction \land a (\land (Junction \lor b c) d)))
  (Operator tabbed (\land (\land (Junction \land a) b) c))
  (Operator spaced_bullets (Junction \lor a b))
  (Operator unicode (Junction \land a (Junction \lor b c)))
  (Operator wide (\land (= "∀∀" s) (Junction \land p q)))
  (Operator primed (' (Junction \land a b))))
