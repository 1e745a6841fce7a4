---- MODULE ValueOrder ----
(* Why: CHOOSE takes the least in the order of values: integers, then by size for sets and sequences, then element by element;
   functions and records by domain first. Each pick is part of the state. *)
EXTENDS Integers, Sequences, FiniteSets

VARIABLES rest, out

Bundles == << {5, -2, 3},
              {<<2, 1>>, <<3>>, <<1, 9>>},
              {{4, 1}, {7}, {1, 2}, {}},
              {TRUE, FALSE},
              {[a |-> 2, b |-> 1], [a |-> 1, b |-> 9], [a |-> 1, b |-> 3]},
              {[x \in {1, 5} |-> 3], [x \in {2, 3} |-> 0], [x \in {2} |-> 9]},
              {<<{2}, 1>>, <<{1}, 2>>, <<{}, 3>>},
              SUBSET {2, 1},
              [{1, 2} -> {0, 1}] >>

Least(S) == CHOOSE x \in S : TRUE

Init == rest \in {<<i, Bundles[i]>> : i \in DOMAIN Bundles} /\ out = <<>>

Take == /\ rest[2] # {}
        /\ LET m == Least(rest[2])
           IN  /\ out' = Append(out, m)
               /\ rest' = <<rest[1], rest[2] \ {m}>>

Next == Take

Expected(i) == CASE i = 1 -> <<-2, 3, 5>>
                 [] i = 2 -> <<<<3>>, <<1, 9>>, <<2, 1>>>>
                 [] i = 3 -> <<{}, {7}, {1, 2}, {1, 4}>>
                 [] i = 4 -> <<FALSE, TRUE>>
                 [] i = 5 -> <<[a |-> 1, b |-> 3], [a |-> 1, b |-> 9], [a |-> 2, b |-> 1]>>
                 [] OTHER -> out
AsExpected == rest[2] = {} => out = Expected(rest[1])
====
expect ValueOrder.cfg
  verdict ok
  generated 38
  distinct 38
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
