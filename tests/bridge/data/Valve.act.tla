---- MODULE act ----
EXTENDS Valve

_length == 7

_next(_idx) ==
\/ 1 = _idx /\ Turn
\/ 2 = _idx /\ Guarded
\/ 3 = _idx /\ Guarded
\/ 4 = _idx /\ Chosen
\/ 5 = _idx /\ Chosen
\/ 6 = _idx /\ itself
\/ 7 = _idx /\ Next

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====