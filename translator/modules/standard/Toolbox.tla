---- MODULE Toolbox ----
\* A trace to be explored, for specifications that the TLA+ Toolbox generates.
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC

\* The trace: overridden by its user.
_TETrace == CHOOSE trace \in [Nat \ {0} -> STRING] : TRUE

\* The index of the current state in it.
_TEPosition ==
  LET last == Cardinality(DOMAIN _TETrace)
      level == TLCGet("level")
  IN CASE level \geq last -> last [] level < last /\ level = 0 -> 1 [] OTHER -> level
====
