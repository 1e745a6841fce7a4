---- MODULE DyadicRationalsValues ----
EXTENDS DyadicRationals, Integers

Quarter == Half(Half(One))

ASSUME Zero = [num |-> 0, den |-> 1] /\ One = [num |-> 1, den |-> 1]
ASSUME Quarter = [num |-> 1, den |-> 4] /\ Half(Zero) = [num |-> 0, den |-> 1] /\ Half([num |-> 6, den |-> 4]) = [num |-> 3, den |-> 4]
ASSUME Add(Quarter, Quarter) = Half(One) /\ Add(Half(One), Half(One)) = One /\ Add(Zero, Quarter) = Quarter
ASSUME Add(Half(One), Quarter) = [num |-> 3, den |-> 4] /\ Add(Quarter, Zero) = Quarter
ASSUME IsDyadicRational(Quarter) /\ IsDyadicRational(One) /\ ~IsDyadicRational([num |-> 1, den |-> 6])
ASSUME PrettyPrint(Zero) = "0" /\ PrettyPrint(One) = "1" /\ PrettyPrint(Quarter) = "1/4"
====
