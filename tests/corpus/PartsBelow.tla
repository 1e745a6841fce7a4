----------------------------- MODULE PartsBelow -----------------------------
EXTENDS Naturals
CONSTANTS most, more
THEOREM Bound == 7 = 7 /\ 3 <= most
=============================================================================
