---- MODULE Stuttering ----
(* Why: without fairness any behavior may stop for ever; <> fails by stuttering, [] does not. *)
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n < 9 /\ n' = n + 1
Spec == Init /\ [][Next]_n
Fair == Spec /\ WF_n(Next)
Ends == <>(n = 9)
Past5 == n > 5 ~> n = 9
NeverBack == [][n' > n]_n
Leads == (n = 3) ~> (n = 6)
Wrong == (n = 6) ~> (n = 3)
Often == []<>(n = 4)
Settles == <>[](n >= 9)
====
expect Stuttering.cfg
  verdict ok
  generated 10
  distinct 10
  depth 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Stuttering.deadlock.cfg
  verdict deadlock
  generated 10
  distinct 10
  depth 10
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Stuttering.often.cfg
  verdict property-violated
  violated Often
  generated 10
  distinct 10
  depth 10
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Stuttering.unfair.cfg
  verdict property-violated
  violated Ends
  generated 10
  distinct 10
  depth 10
  trace 9
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Stuttering.wrong.cfg
  verdict property-violated
  violated Wrong
  generated 10
  distinct 10
  depth 10
  trace 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
