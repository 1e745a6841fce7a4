---- MODULE Baskets ----
(* Why: a sequence that is made anew as a function on its domain, of pairs with a set that grows: nothing is in it that was not put there. *)
EXTENDS Naturals, Sequences
CONSTANT Owner
VARIABLES baskets, before
Fruit == {"apple", "banana", "cherry"}
Goods == Fruit \cup {"stone"}
With(owner, thing) ==
  IF \E i \in DOMAIN baskets : baskets[i][1] = owner
  THEN [i \in DOMAIN baskets |-> IF baskets[i][1] = owner THEN <<owner, baskets[i][2] \cup {thing}>> ELSE baskets[i]]
  ELSE Append(baskets, <<owner, {thing}>>)
Pick(owner, thing) == thing \in Fruit /\ baskets' = With(owner, thing) /\ UNCHANGED before
Empty == baskets' = <<>> /\ before' = baskets
Init == baskets = <<>> /\ before = <<>>
Next == Empty \/ \E owner \in Owner, thing \in Goods : Pick(owner, thing)
Spec == Init /\ [][Next]_<<baskets, before>>
NoneIsEmpty == \A i \in DOMAIN baskets : baskets[i][2] # {} /\ baskets[i][2] \subseteq Fruit
OneAtATime == [][\A i \in DOMAIN baskets : baskets' # <<>> => \E x \in Goods : baskets'[i][2] \subseteq baskets[i][2] \cup {x}]_baskets
====
expect Baskets.cfg
  verdict ok
  generated 89384
  distinct 12769
  depth 14
  tlc Version 2026.04.29.164809 (rev: cc6b616)
