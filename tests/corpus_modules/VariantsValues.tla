---- MODULE VariantsValues ----
EXTENDS Variants

V == Variant("Num", 5)

ASSUME V = [Num |-> 5] /\ VariantTag(V) = "Num" /\ VariantGetUnsafe("Num", V) = 5 /\ UNIT = "U_OF_UNIT"
ASSUME VariantGetOrElse("Num", V, 0) = 5 /\ VariantGetOrElse("Str", V, 0) = 0
ASSUME VariantFilter("Num", {V, Variant("Str", "a"), Variant("Num", 6)}) = {5, 6} /\ VariantFilter("Num", {}) = {}
====
