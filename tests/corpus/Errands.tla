------------------------------- MODULE Errands -------------------------------
(* Sets of few values out of very many, which are listed by number: what can be asked and made of them, inside of other
   values too, and growing beyond what they were first thought to hold. *)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS Runners, Rounds, Spacing

VARIABLES open, carried, done

vars == <<open, carried, done>>

Symmetric == Permutations(Runners)

Errand(n, k) == [stop |-> n * Spacing, kind |-> k, back |-> n * Spacing + 1]
Kinds == {"fetch", "bring"}
Stops == {n * Spacing : n \in 1 .. Rounds}
All == [stop : Nat, kind : Kinds, back : 1 .. Rounds * Spacing + 1]

Init == open = {} /\ carried = [r \in Runners |-> {}] /\ done = {}

Taken == UNION {carried[r] : r \in Runners}

Ask(n) == /\ \A e \in open \cup Taken \cup done : e.stop # n * Spacing
          /\ open' = open \cup {Errand(n, k) : k \in Kinds}
          /\ UNCHANGED <<carried, done>>

Take(r) == \E e \in open : /\ Cardinality(carried[r]) < 2
                           /\ \A f \in carried[r] : f.kind # e.kind
                           /\ open' = open \ {e}
                           /\ carried' = [carried EXCEPT ![r] = @ \cup {e}]
                           /\ UNCHANGED done

Finish(r) == /\ carried[r] # {}
             /\ LET first == CHOOSE e \in carried[r] : \A f \in carried[r] : e.stop <= f.stop
                IN /\ done' = done \cup {first}
                   /\ carried' = [carried EXCEPT ![r] = {e \in @ : e # first}]
             /\ UNCHANGED open

Swap(r) == \E s \in Runners \ {r} : /\ carried[r] \cap open = {}
                                    /\ \E e \in carried[r], f \in carried[s] :
                                         /\ e.kind = "fetch" /\ f.kind = "fetch" /\ e # f
                                         /\ carried' = [carried EXCEPT ![r] = (@ \ {e}) \cup {f}, ![s] = (@ \ {f}) \cup {e}]
                                    /\ UNCHANGED <<open, done>>

Next == (\E n \in 1 .. Rounds : Ask(n)) \/ (\E r \in Runners : Take(r) \/ Finish(r) \/ Swap(r))

Spec == Init /\ [][Next]_vars

Typed == open \subseteq All /\ done \in SUBSET All /\ \A r \in Runners : carried[r] \subseteq All
Apart == open \cap done = {} /\ Taken \cap (open \cup done) = {} /\ \A e \in done : e \notin open
Pairs == \A e \in open : Errand(e.stop \div Spacing, e.kind) = e /\ {e, e} = {e} /\ e.stop \in Stops
Counted == Cardinality(open \cup Taken \cup done) = 2 * Cardinality({e.stop : e \in open \cup Taken \cup done})
Halves == \A S \in SUBSET done : Cardinality(S) <= Cardinality(done)
NotAll == Cardinality(done) < 2 * Rounds
=============================================================================
expect Errands.cfg
  verdict ok
  generated 11098
  distinct 2573
  depth 16
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Errands.symmetry.cfg
  verdict ok
  generated 5887
  distinct 1349
  depth 16
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Errands.all.cfg
  verdict invariant-violated
  violated NotAll
  generated 744
  distinct 229
  depth 11
  trace 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
