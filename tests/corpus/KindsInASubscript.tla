-------------------------- MODULE KindsInASubscript --------------------------
\* Whether a step leaves the subscript of [A]_v as it is has no value where a variable's old and new values cannot be compared.
EXTENDS Naturals
VARIABLES kind, n
vars == <<kind, n>>
Init == kind = TRUE /\ n = 0
Stay == n < 2 /\ n' = n + 1 /\ kind' = kind
Turn == n = 2 /\ n' = 3 /\ kind' = 1
Next == Stay \/ Turn
Small == [][n < 2]_vars
Later == [][n < 2]_<<n, kind>>
=============================================================================
expect KindsInASubscript.cfg
  verdict evaluation-failed
  generated 4
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect KindsInASubscript.later.cfg
  verdict property-violated
  violated Later
  generated 4
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
