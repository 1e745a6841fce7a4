---- MODULE Comparisons ----
(* Why: which comparisons have a value although the operands differ in kind, because something decides earlier. *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS mv, mw
VARIABLES k, res

Facts == << <<1, 2>> = <<"a">>, \* lengths differ
            {1} = {"a", "b"},
            mv = 1, mv = "mv", mv = {}, mv = mw, mv # <<>>, mv \in {1, mv}, "a" \in {mv},
            [a |-> 1] = [b |-> 1],
            [a |-> 1] = [a |-> 1, b |-> "x"],
            [x \in 1..2 |-> x] = <<1, 2>>,
            [x \in {"a"} |-> 1] = [a |-> 1],
            <<>> = [x \in {} |-> 0],
            {} = 1..0,
            1..3 = {3, 2, 1},
            SUBSET {1} = {{}, {1}},
            [{1} -> {2, 3}] = {<<2>>, <<3>>},
            <<1, 2>> \in {1, 2} \X {1, 2},
            {<<1>>} \subseteq Seq(Nat),
            (1..2) \X (1..1) = {<<1, 1>>, <<2, 1>>},
            [a : {1}] = {[a |-> 1]},
            1 \in Int, "a" \in {"a"} \cup {"b"} >>
Wanted == << FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE,
             TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE >>
Init == k = 0 /\ res = TRUE
Next == k < Len(Facts) /\ k' = k + 1 /\ res' = (Facts[k'] = Wanted[k'])
AllRight == res
====
expect Comparisons.cfg
  verdict ok
  generated 25
  distinct 25
  depth 25
  tlc Version 2026.04.29.164809 (rev: cc6b616)
