---- MODULE Relay ----
\* Why: definitions with LETs over bags are substituted for variables, and UNCHANGED asks for them in both states. And records with
\* sequences, moved by SYMMETRY.
EXTENDS Naturals, FiniteSets, Sequences, Bags, TLC
CONSTANT Posts
VARIABLES box, desk

Letter == [type |-> "letter"]
Batons(p) == {m \in BagToSet(box[p]) : m.type = "baton"}
Hop(n) == (n + 1) % 3
TwoHops(n) == (n + 2) % 3

Init ==
  /\ \E first \in Posts :
       box = [p \in Posts |-> IF p = first THEN SetToBag({[type |-> "baton", hops |-> 0]}) ELSE EmptyBag]
  /\ desk = [p \in Posts |-> [busy |-> FALSE, last |-> <<>>]]

Mail(q) ==
  /\ \A p \in Posts : ~BagIn(Letter, box[p])
  /\ box' = [box EXCEPT ![q] = @ (+) SetToBag({Letter})]
  /\ UNCHANGED desk

Read(p) ==
  /\ BagIn(Letter, box[p])
  /\ box' = [box EXCEPT ![p] = @ (-) SetToBag({Letter})]
  /\ desk' = [desk EXCEPT ![p].busy = TRUE]

Pass(p, q) ==
  /\ p # q
  /\ \E m \in Batons(p) :
       box' = [box EXCEPT ![p] = @ (-) SetToBag({m}), ![q] = @ (+) SetToBag({[m EXCEPT !.hops = Hop(@)]})]
  /\ desk' = [desk EXCEPT ![p] = [busy |-> FALSE, last |-> IF Len(@.last) = 2 THEN <<q>> ELSE Append(@.last, q)]]

Next ==
  \/ \E q \in Posts : Mail(q)
  \/ \E p \in Posts : Read(p) \/ \E q \in Posts : Pass(p, q)

Spec == Init /\ [][Next]_<<box, desk>>

holder ==
  LET at == CHOOSE p \in Posts : Batons(p) # {}
      baton == CHOOSE m \in Batons(at) : TRUE
  IN [at |-> at, hops |-> baton.hops]
letters == [p \in Posts |-> CopiesIn(Letter, box[p])]
busy == [p \in Posts |-> desk[p].busy]

Race == INSTANCE RelayRace
Raced == Race!Spec

OneBaton == Cardinality({p \in Posts : Batons(p) # {}}) = 1
Swaps == Permutations(Posts)
====
expect Relay.cfg
  verdict ok
  generated 786
  distinct 336
  depth 19
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Relay.hops.cfg
  verdict property-violated
  generated 7
  distinct 7
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Relay.swaps.cfg
  verdict ok
  generated 30091
  distinct 8596
  depth 22
  tlc Version 2026.04.29.164809 (rev: cc6b616)
