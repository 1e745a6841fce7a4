---- MODULE te ----
EXTENDS Disguise

LOCAL INSTANCE TLC

Trace == 
	<<[length |-> 0, total |-> 0, next |-> 0], [length |-> 1, total |-> 0, next |-> 1], [length |-> 0, total |-> 1, next |-> 1], [length |-> 1, total |-> 1, next |-> 4], [length |-> 0, total |-> 4, next |-> 4]>>

_init ==
/\ length = Trace[1].length
/\ total = Trace[1].total
/\ next = Trace[1].next

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ length = Trace[i].length
/\ total = Trace[i].total
/\ next = Trace[i].next
/\ length' = Trace[j].length
/\ total' = Trace[j].total
/\ next' = Trace[j].next

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<length, total, next>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<length, total, next>>

====