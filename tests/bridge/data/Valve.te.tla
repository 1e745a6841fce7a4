---- MODULE te ----
EXTENDS Valve

LOCAL INSTANCE TLC

Trace == 
	<<[tank |-> 0, worn |-> 0, tap |-> FALSE], [tank |-> 0, worn |-> 0, tap |-> TRUE], [tank |-> 1, worn |-> 0, tap |-> TRUE], [tank |-> 2, worn |-> 0, tap |-> TRUE], [tank |-> 1, worn |-> 1, tap |-> TRUE], [tank |-> 0, worn |-> 2, tap |-> TRUE], [tank |-> 0, worn |-> 3, tap |-> TRUE], [tank |-> 0, worn |-> 4, tap |-> TRUE]>>

_init ==
/\ tank = Trace[1].tank
/\ tap = Trace[1].tap
/\ worn = Trace[1].worn

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ tank = Trace[i].tank
/\ tap = Trace[i].tap
/\ worn = Trace[i].worn
/\ tank' = Trace[j].tank
/\ tap' = Trace[j].tap
/\ worn' = Trace[j].worn

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<tank, tap, worn>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<tank, tap, worn>>

====