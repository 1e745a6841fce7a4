--------------------------- MODULE SymmetricLinks ---------------------------
\* Under SYMMETRY, functions whose arguments are made of what is permuted: all pairs, some pairs, sets.
EXTENDS Naturals, FiniteSets, TLC
CONSTANT Node
VARIABLES up, sent, chosen
vars == <<up, sent, chosen>>
Symmetry == Permutations(Node)

Links == {l \in Node \X Node : l[1] # l[2]}
Pairs == {s \in SUBSET Node : Cardinality(s) = 2}

Init == up = [l \in Node \X Node |-> TRUE] /\ sent = [l \in Links |-> 0] /\ chosen = [s \in Pairs |-> "none"]
Cut(l) == up[l] /\ up' = [up EXCEPT ![l] = FALSE] /\ UNCHANGED <<sent, chosen>>
Send(l) == up[l] /\ sent[l] = 0 /\ sent' = [sent EXCEPT ![l] = 1] /\ UNCHANGED <<up, chosen>>
Choose(s) == /\ chosen[s] = "none" /\ \A m, n \in s : up[<<m, n>>] /\ (m # n => sent[<<m, n>>] = 1)
             /\ \E n \in s : chosen' = [chosen EXCEPT ![s] = n]
             /\ UNCHANGED <<up, sent>>
Next == (\E l \in Links : Cut(l) \/ Send(l)) \/ (\E s \in Pairs : Choose(s))

TypeOK == /\ up \in [Node \X Node -> BOOLEAN] /\ sent \in [Links -> 0..1] /\ chosen \in [Pairs -> Node \cup {"none"}]
SelfIsUp == \A n \in Node : up[<<n, n>>]
NotAll == \E s \in Pairs : chosen[s] = "none"
Few == Cardinality({l \in Links : ~up[l]}) < 3
=============================================================================
expect SymmetricLinks.all.cfg
  verdict invariant-violated
  violated NotAll
  generated 4242
  distinct 732
  depth 10
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SymmetricLinks.cfg
  verdict ok
  generated 5199
  distinct 818
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
