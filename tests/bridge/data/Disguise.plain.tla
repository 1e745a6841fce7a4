---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[length |-> 0, total |-> 0, next |-> 0], [length |-> 1, total |-> 0, next |-> 1], [length |-> 0, total |-> 1, next |-> 1], [length |-> 1, total |-> 1, next |-> 4], [length |-> 0, total |-> 4, next |-> 4]>>

====