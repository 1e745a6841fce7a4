---- MODULE Unicode ----
(* Why: the mathematical symbols may be written as such. *)
EXTENDS Naturals, Sequences

VARIABLES r, s

Small ≜ 1 ‥ 3
Init ≜ ∧ r ∈ Small
       ∧ s = ⟨⟩
Next ≜ ∨ ∧ r ≥ 2 ∧ r ≠ 3
         ∧ r' = r - 1
         ∧ s' = s
       ∨ ∧ ∃ k ∈ Small : k ≤ r ∧ r' = k
         ∧ Len(s) < 2
         ∧ s' = s ∘ ⟨r⟩
Inv ≜ ∀ i ∈ DOMAIN s : s[i] ∈ Small ∪ {} ∧ ¬(s[i] ∉ Small) ⇒ TRUE
====
expect Unicode.cfg
  verdict ok
  generated 25
  distinct 19
  depth 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
