---- MODULE ModuleNotExtended ----
VARIABLE x
Init == x \in 1..3
Next == x' = Cardinality({x}) + (-1)
====
---- CONFIG ModuleNotExtended ----
INIT Init
NEXT Next
====
exit 150
ModuleNotExtended.tla:3:16: error: unknown operator or name .. [UnknownIdentifier]
    3 | Init == x \in 1..3
      |                ^^
      = module Naturals defines it: EXTENDS Naturals
ModuleNotExtended.tla:4:31: error: unknown operator or name + [UnknownIdentifier]
    4 | Next == x' = Cardinality({x}) + (-1)
      |                               ^
      = module Naturals defines it: EXTENDS Naturals
ModuleNotExtended.tla:4:14: error: unknown operator or name Cardinality [UnknownIdentifier]
    4 | Next == x' = Cardinality({x}) + (-1)
      |              ^^^^^^^^^^^
      = module FiniteSets defines it: EXTENDS FiniteSets
ModuleNotExtended.tla:4:34: error: unknown operator or name -. [UnknownIdentifier]
    4 | Next == x' = Cardinality({x}) + (-1)
      |                                  ^
      = module Integers defines it: EXTENDS Integers
