------------------------------ MODULE AskedAnew ------------------------------
(* Why: what an invariant and a constraint say of one variable is asked again only where that variable is another than in the
   state before: x, y and both are looked at by different conjuncts, and what all have come to, a definition of the state, is
   asked for by each. The constraint looks at y alone. *)
EXTENDS Integers, FiniteSets

P == {1, 2, 3}

VARIABLES x, y

Init == x = [p \in P |-> 0] /\ y = 0

AllAhead == Cardinality({p \in P : x[p] > 1}) = Cardinality(P)

Walk(p) == ~AllAhead /\ x[p] < 3 /\ x' = [x EXCEPT ![p] = @ + 1] /\ UNCHANGED y

Count == y' = y + 1 /\ UNCHANGED x

Next == (\E p \in P : Walk(p)) \/ Count

Spec == Init /\ [][Next]_<<x, y>>

Few == y < 4

Inv ==
  /\ x \in [P -> 0 .. 3]
  /\ y \in 0 .. 4
  /\ Cardinality({p \in P : x[p] = 3}) + y < 7
  /\ \A p \in P : x[p] # 3 \/ y < 4 \/ ~AllAhead \/ x[1] # 2
  /\ y # 5

Held ==
  /\ x \in [P -> 0 .. 3]
  /\ y \in 0 .. 4
  /\ Cardinality({p \in P : x[p] = 3}) + y < 8
==============================================================================
expect AskedAnew.cfg
  verdict invariant-violated
  violated Inv
  generated 774
  distinct 251
  depth 12
  trace 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect AskedAnew.held.cfg
  verdict ok
  generated 781
  distinct 252
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
