---- MODULE te ----
EXTENDS Doorway

LOCAL INSTANCE TLC

Trace == 
	<<[first |-> Nobody, waits |-> (ada :> FALSE @@ eve :> FALSE), level |-> (0 :> 0 @@ 1 :> 1)], [first |-> Nobody, waits |-> (ada :> TRUE @@ eve :> FALSE), level |-> (0 :> 1 @@ 1 :> 1)], [first |-> Nobody, waits |-> (ada :> TRUE @@ eve :> TRUE), level |-> (0 :> 2 @@ 1 :> 1)]>>

_init ==
/\ first = Trace[1].first
/\ waits = Trace[1].waits
/\ level = Trace[1].level

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ first = Trace[i].first
/\ waits = Trace[i].waits
/\ level = Trace[i].level
/\ first' = Trace[j].first
/\ waits' = Trace[j].waits
/\ level' = Trace[j].level

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<first, waits, level>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<first, waits, level>>

====