---- MODULE SiblingsBase ----
EXTENDS Integers, TLC
CONSTANT Houses
VARIABLE lit
Street == INSTANCE SiblingsStreet
====
