---- MODULE act ----
EXTENDS Doorway

_length == 2

_next(_idx) ==
\/ 1 = _idx /\ Offer(ada)
\/ 2 = _idx /\ Offer(eve)

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====