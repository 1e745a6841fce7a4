---- MODULE act ----
EXTENDS Twins

_length == 4

_next(_idx) ==
\/ 1 = _idx /\ Sleep(t1)
\/ 2 = _idx /\ Wake(t1)
\/ 3 = _idx /\ Sleep(t1)
\/ 4 = _idx /\ Sleep(t2)

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====