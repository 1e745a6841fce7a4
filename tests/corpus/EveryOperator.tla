---- MODULE EveryOperator ----
(* Why: each built-in and standard operator once, in every spelling it has, each as a fact that is a step of its own. *)
EXTENDS Integers, Sequences, FiniteSets, TLC

VARIABLES at, held

f == [i \in 1..3 |-> i * 10]
r == [name |-> "n", sub |-> [deep |-> <<1, 2>>]]

Facts == <<
  (TRUE /\ TRUE) \land TRUE, FALSE \/ TRUE \lor FALSE, ~FALSE, \lnot FALSE, \neg FALSE,
  FALSE => FALSE, (TRUE <=> TRUE) \equiv TRUE, TRUE # FALSE, 1 /= 2, 3 = 3,
  1 < 2, 2 > 1, 1 <= 1, 1 =< 2, 2 \leq 2, 2 >= 1, 2 \geq 2,
  1 + 2 = 3, 5 - 7 = -2, 3 * 4 = 12, 7 \div 2 = 3, -(7) % 4 = 1, 2 ^ 5 = 32, 0 ^ 3 = 0, 5 ^ 0 = 1,
  1..3 = {1, 2, 3}, -1..0 = {-1, 0}, 3..1 = {},
  2 \in {2}, 3 \notin {2}, {1} \subseteq {1, 2}, {1} \cup {2} = {1} \union {2}, {1} \cap {2} = {1} \intersect {2}, {1, 2} \ {2} = {1},
  SUBSET {} = {{}}, UNION {{1}, {2}} = {1, 2}, DOMAIN f = 1..3, DOMAIN r = {"name", "sub"}, DOMAIN <<>> = {},
  f[2] = 20, r.sub.deep[2] = 2, r["name"] = "n", [f EXCEPT ![1] = 0][1] = 0, [f EXCEPT ![1] = @ + 5, ![1] = @ * 2][1] = 30,
  [r EXCEPT !.sub.deep[1] = 9].sub.deep = <<9, 2>>, [r EXCEPT !["name"] = "m"].name = "m",
  [{1} -> {2, 3}] = {<<2>>, <<3>>}, [a : {1}, b : {2}] = {[a |-> 1, b |-> 2]}, [x, y \in 1..2 |-> x + y][1, 2] = 3,
  [<<x, y>> \in {<<1, 2>>} |-> x - y][<<1, 2>>] = -1, [x \in 1..2, y \in {"k"} |-> y][2, "k"] = "k",
  \A x \in 1..3 : \E y \in 1..3 : x = y, ~ \E x \in {} : TRUE, \A x, y \in {1} : x = y,
  (CHOOSE x \in {4, 2} : TRUE) = 2, (IF TRUE THEN 1 ELSE 2) = 1, (CASE FALSE -> 1 [] TRUE -> 2 [] OTHER -> 3) = 2,
  (LET a == 1 b(x) == x + a c[n \in 0..3] == IF n = 0 THEN b(1) ELSE c[n - 1] IN c[3]) = 2,
  {1, 2} \X {3} = {<<1, 3>>, <<2, 3>>}, {1} \times {2} \times {3} = {<<1, 2, 3>>}, <<1, "a">>[2] = "a",
  {x \in 1..4 : x % 2 = 0} = {2, 4}, {x * x : x \in 1..3} = {1, 4, 9},
  Len(<<1>> \o <<2>>) = 2, Head(Tail(<<1, 2>>)) = 2, Append(<<>>, 1) = <<1>>, SubSeq(<<1, 2, 3>>, 2, 2) = <<2>>,
  SelectSeq(<<1, 2>>, LAMBDA x : x > 1) = <<2>>, <<1>> \in Seq({1}),
  Cardinality({1, 1, 2}) = 2, IsFiniteSet({}), ("a" :> 1 @@ "b" :> 2) = [a |-> 1, b |-> 2],
  BOOLEAN = {TRUE, FALSE}, "s" \in STRING, 5 \in Nat, -5 \in Int, -5 \notin Nat, {1} \in SUBSET Nat, <<1>> \in [1..1 -> Nat] >>

Init == at = 0 /\ held = TRUE
Next == at < Len(Facts) /\ at' = at + 1 /\ held' = Facts[at']
AllHold == held
====
expect EveryOperator.cfg
  verdict ok
  generated 80
  distinct 80
  depth 80
  tlc Version 2026.04.29.164809 (rev: cc6b616)
