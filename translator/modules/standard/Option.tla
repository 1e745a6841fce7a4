---- MODULE Option ----
\* Values that may be missing.
EXTENDS Apalache, Variants

Some(__x) == Variant("Some", __x)
None == Variant("None", UNIT)

IsSome(__o) == VariantTag(__o) = "Some"
IsNone(__o) == VariantTag(__o) = "None"

OptionCase(__o, __caseSome(_), __caseNone(_)) ==
  IF IsSome(__o) THEN __caseSome(VariantGetUnsafe("Some", __o)) ELSE __caseNone(UNIT)

\* f applied to the value, if there is one; OptionFlatMap's f itself returns an option.
OptionMap(__f(_), __o) == OptionCase(__o, LAMBDA __x : Some(__f(__x)), LAMBDA __u : None)
OptionFlatMap(__f(_), __o) == OptionCase(__o, __f, LAMBDA __u : None)

OptionGetOrElse(__o, __default) == OptionCase(__o, LAMBDA __x : __x, LAMBDA __u : __default)
OptionToSeq(__o) == OptionCase(__o, LAMBDA __x : <<__x>>, LAMBDA __u : <<>>)
OptionToSet(__o) == OptionCase(__o, LAMBDA __x : {__x}, LAMBDA __u : {})

\* Some element of a set, None of the empty set.
OptionGuess(__s) == IF __s = {} THEN None ELSE Some(Guess(__s))

\* A function applied to an option, and made partial.
OptionFunApp(__f, __o) == OptionMap(LAMBDA __x : __f[__x], __o)
OptionPartialFun(__f, __undefined) ==
  [__x \in DOMAIN __f \cup __undefined |-> IF __x \in __undefined THEN None ELSE Some(__f[__x])]
====
