---- MODULE unicode ----
a ⊕ b ≜ a
numbers ≜ ⟨ℕ, ℤ, ℝ⟩
logic ≜ ∀ x ∈ S : ∃ y ∈ T : ¬(x ≠ y) ⇒ x ≤ y ∧ y ≥ x
sets ≜ (A ∪ B) ∩ C ⊆ D × E
functions ≜ ⟨[x ∈ S ↦ x], [S → T], f ∘ g⟩
temporal ≜ □◇P ↝ ⟨A⟩_v
labelled ≜ l ∷ 1
instance ≜ INSTANCE M WITH x ← 1 ‥ 2
========================
(Module unicode
  (Operator \oplus a b a)
  (Operator numbers (Tuple ℕ ℤ ℝ))
  (Operator logic
    (Quantified \A
      (bind x S)
      (Quantified \E (bind y T) (=> (\lnot (/= x y)) (\land (\leq x y) (\geq y x))))))
  (Operator sets (\subseteq (\intersect (\union A B) C) (Product D E)))
  (Operator functions (Tuple (Function (bind x S) x) (FunctionSet S T) (\o f g)))
  (Operator temporal (~> ([] (<> P)) (ActionAngle A v)))
  (Operator labelled (Label l 1))
  (Instance instance of M (with x (.. 1 2))))
