---- MODULE act ----
EXTENDS Signals

_length == 3

_next(_idx) ==
\/ 1 = _idx /\ Yellow
\/ 2 = _idx /\ Flash
\/ 3 = _idx /\ Yellow

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====