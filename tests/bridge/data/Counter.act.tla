---- MODULE act ----
EXTENDS Counter

_length == 2

_next(_idx) ==
\/ 1 = _idx /\ Sell(ann, 1)
\/ 2 = _idx /\ Sell(bob, 2)

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====