---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[tank |-> 0, worn |-> 0, tap |-> FALSE], [tank |-> 0, worn |-> 0, tap |-> TRUE], [tank |-> 1, worn |-> 0, tap |-> TRUE], [tank |-> 2, worn |-> 0, tap |-> TRUE], [tank |-> 1, worn |-> 1, tap |-> TRUE], [tank |-> 0, worn |-> 2, tap |-> TRUE], [tank |-> 0, worn |-> 3, tap |-> TRUE], [tank |-> 0, worn |-> 4, tap |-> TRUE]>>

====