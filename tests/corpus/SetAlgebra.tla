---- MODULE SetAlgebra ----
(* Why: every set construct, with the bindings it allows, as facts and as the material of states. *)
EXTENDS Naturals, FiniteSets

CONSTANT Universe

VARIABLES chosen, spare

ASSUME /\ {1, 2} \cup {2, 3} = 1..3
       /\ {1, 2} \union {3} = {3, 2, 1}
       /\ (1..4) \cap (3..6) = {3, 4}
       /\ (1..4) \intersect {9} = {}
       /\ (1..4) \ {2} = {1, 3, 4}
       /\ {} \subseteq {1} /\ ~({1} \subseteq {})
       /\ 3 \in 1..3 /\ 4 \notin 1..3
       /\ SUBSET {1, 2} = {{}, {1}, {2}, {1, 2}}
       /\ UNION {{1}, {2, 3}, {}} = 1..3
       /\ UNION {} = {}
       /\ {x \in 1..10 : x % 3 = 0} = {3, 6, 9}
       /\ {x * y : x \in 1..2, y \in 2..3} = {2, 3, 4, 6}
       /\ {<<x, y>> : x, y \in 1..2} = (1..2) \X (1..2)
       /\ {x + y : <<x, y>> \in {<<1, 2>>, <<3, 4>>}} = {3, 7}
       /\ {<<x, y>> \in (1..3) \X (1..3) : x + y = 6} = {<<3, 3>>}
       /\ (1..2) \X {"a"} \X {TRUE} = {<<1, "a", TRUE>>, <<2, "a", TRUE>>}
       /\ ((1..2) \X {"a"}) \times {TRUE} = {<<<<1, "a">>, TRUE>>, <<<<2, "a">>, TRUE>>}
       /\ \A x, y \in 1..3, z \in {0} : x + y > z
       /\ \E <<x, y>> \in (1..3) \X (1..3), w \in 5..9 : x + y = w
       /\ \A x \in {} : FALSE
       /\ ~ \E x \in {} : TRUE
       /\ Cardinality(SUBSET (1..12)) = 4096
       /\ Cardinality([1..3 -> 1..4]) = 64
       /\ [{} -> {}] # {} /\ Cardinality([{} -> 1..3]) = 1
       /\ IsFiniteSet(SUBSET (1..3))
       /\ 5..4 = {} /\ {1, 1, 1} = {1}
       /\ {{1, 2}, {2, 1}} = {{2, 1}}
       /\ (CHOOSE x \in 3..9 : x % 2 = 0) = 4
       /\ (CHOOSE S \in SUBSET (1..4) : Cardinality(S) = 2) = {1, 2}
       /\ {3} \in SUBSET Nat /\ {1, 2} \subseteq Nat
       /\ 7 \in Nat /\ TRUE \in BOOLEAN /\ "x" \in STRING

Init == chosen = {} /\ spare \in {S \in SUBSET Universe : Cardinality(S) = 2}

Grow == \E x \in spare : chosen' = chosen \union {x} /\ spare' = spare \ {x}
Refill == /\ spare = {}
          /\ spare' \in {S \in SUBSET Universe : S \cap chosen = {} /\ Cardinality(S) \in 1..2}
          /\ UNCHANGED chosen
Shrink == chosen # {} /\ chosen' \subseteq chosen /\ chosen' # chosen /\ spare' = spare
Next == Grow \/ Refill \/ Shrink

Apart == chosen \intersect spare = {} /\ UNION {chosen, spare} \subseteq Universe
====
expect SetAlgebra.cfg
  verdict ok
  generated 313
  distinct 72
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SetAlgebra.model.cfg
  verdict ok
  generated 1136
  distinct 192
  depth 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
