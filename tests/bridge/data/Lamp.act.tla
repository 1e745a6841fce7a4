---- MODULE act ----
EXTENDS Lamp

_length == 2

_next(_idx) ==
\/ 1 = _idx /\ Press("index")
\/ 2 = _idx /\ Press("index")

_actionConstraint ==
_next(LET T == INSTANCE TLC IN T!TLCGet("level"))

====