---- MODULE te ----
EXTENDS Gauge

LOCAL INSTANCE TLC

Trace == 
	<<[level |-> 0, reads |-> 0], [level |-> 2, reads |-> 0], [level |-> 4, reads |-> 0]>>

_init ==
/\ level = Trace[1].level
/\ reads = Trace[1].reads

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ level = Trace[i].level
/\ reads = Trace[i].reads
/\ level' = Trace[j].level
/\ reads' = Trace[j].reads

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<level, reads>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<level, reads>>

====