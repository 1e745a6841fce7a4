---- MODULE Integers ----
\* Naturals plus the negative numbers. Native.
EXTENDS Naturals

Int == Nat \cup {0 - n : n \in Nat}   \* membership only, never enumerated
-. a == 0 - a
====
