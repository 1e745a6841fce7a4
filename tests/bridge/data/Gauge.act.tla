---- MODULE act ----
EXTENDS Gauge

_length == 2

_next(_idx) ==
\/ 1 = _idx /\ Fill
\/ 2 = _idx /\ Fill

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====