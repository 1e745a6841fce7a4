---- MODULE PossibleValues ----
EXTENDS _Possible, Integers, TLC

VARIABLE x

Init == x = 0
Next == x < 5 /\ x' = x + 1

\* Six states: the first holds in three of them, the second in none.
Counted == _Track(x % 2 = 1, "odd") /\ _Track(x > 9, "big")

AsExpected ==
  /\ TLCGet("distinct") = 6
  /\ _Counts = [odd |-> 3, big |-> 0]
  /\ _CheckName("odd")
  /\ ~_CheckName("big")
  /\ ~_CheckName("never mentioned")
  /\ _PrintCounts
====
