---- MODULE Variants ----
\* Tagged values: records with the tag as their one field.

UNIT == "U_OF_UNIT"

Variant(__tagName, __value) == [__t \in {__tagName} |-> __value]

\* The values in S that have the tag.
VariantFilter(__tagName, __S) ==
  {__v[__tagName] : __v \in {__w \in __S : __tagName \in DOMAIN __w}}

VariantTag(__variant) == CHOOSE __tag \in DOMAIN __variant : TRUE
VariantGetUnsafe(__tagName, __variant) == __variant[__tagName]
VariantGetOrElse(__tagName, __variant, __defaultValue) ==
  IF __tagName \in DOMAIN __variant THEN __variant[__tagName] ELSE __defaultValue
====
