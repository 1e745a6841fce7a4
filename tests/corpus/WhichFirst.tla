---- MODULE WhichFirst ----
(* Why: which of several violations is reported: invariants in the order of the .cfg, before deadlock, before liveness. *)
EXTENDS Naturals

VARIABLES a, b
Init == a = 0 /\ b = 0
Next == /\ a < 6
        /\ a' = a + 1
        /\ \/ a > 2 /\ b' = 0
           \/ b' = a'
Spec == Init /\ [][Next]_<<a, b>>

Low == ~(a = 3 /\ b = 3)
Lower == a < 3 \/ b < 3
AlwaysLow == [](a + b < 6)
Growing == [][b' >= b]_b
NotThree == [][a' # 3]_a
Returns == []<>(a = 0)
====
expect WhichFirst.action.cfg
  verdict invariant-violated
  violated Low
  generated 4
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WhichFirst.cfg
  verdict invariant-violated
  violated Lower
  generated 4
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WhichFirst.deadlock.cfg
  verdict property-violated
  violated Growing
  generated 5
  distinct 5
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WhichFirst.mixed.cfg
  verdict invariant-violated
  violated Lower
  generated 4
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect WhichFirst.other.cfg
  verdict invariant-violated
  violated Low
  generated 4
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
