---- MODULE InitForms ----
(* Why: the forms an initial predicate takes, equal initial states reached twice, and an invariant false from the start. *)
EXTENDS Naturals

VARIABLES u, v, w

ByDisjunction == (u = 0 \/ u = 1 \/ u \in 0..1) /\ v \in SUBSET {1, 2} /\ w = [k \in v |-> u]
ByExists == \E a \in 1..3, b \in {{}, {1}} : /\ u = a % 2
                                             /\ v = b
                                             /\ w \in [v -> 0..1]
ByIf == /\ u \in {2, 3}
        /\ IF u = 2 THEN v = {} ELSE v \in {{1}, {2}}
        /\ w = <<>>
ByCase == /\ v = {2}
          /\ LET half == 4 \div 2 IN u = half
          /\ CASE u = 2 -> w \in {<<>>, <<7>>} [] OTHER -> w = <<9>>
ByDefault(a) == u = a /\ v = {} /\ w = <<a>>
Init == \/ ByDisjunction
        \/ ByExists
        \/ ByIf \/ ByCase
        \/ \A a \in {5} : ByDefault(a)

Next == /\ u > 0
        /\ u' = u - 1
        /\ UNCHANGED <<v, w>>

TypeOK == u \in 0..5 /\ v \subseteq {1, 2} /\ DOMAIN w \subseteq {1, 2}
NotSeven == w # <<7>>
====
expect InitForms.cfg
  verdict ok
  generated 50
  distinct 30
  depth 6
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect InitForms.deadlock.cfg
  verdict deadlock
  generated 31
  distinct 16
  depth 1
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect InitForms.violated.cfg
  verdict invariant-violated
  violated NotSeven
  trace 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
