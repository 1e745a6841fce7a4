---- MODULE act ----
EXTENDS Disguise

_length == 4

_next(_idx) ==
\/ 1 = _idx /\ Put(1)
\/ 2 = _idx /\ Take
\/ 3 = _idx /\ Put(3)
\/ 4 = _idx /\ Take

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====