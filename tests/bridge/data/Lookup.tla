---- MODULE Lookup ----
\* An evaluation error in the third state: a key that the table does not have.
EXTENDS Integers
VARIABLES key, found
Table == [k \in 0..1 |-> k * 10]
Init == key = 0 /\ found = -1
Seek == found' = Table[key] /\ key' = key + 1
Next == Seek
====
