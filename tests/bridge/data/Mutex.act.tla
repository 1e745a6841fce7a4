---- MODULE act ----
EXTENDS Mutex

_length == 4

_next(_idx) ==
\/ 1 = _idx /\ test(1)
\/ 2 = _idx /\ test(2)
\/ 3 = _idx /\ set(1)
\/ 4 = _idx /\ set(2)

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====