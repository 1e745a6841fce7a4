---- MODULE te ----
EXTENDS Signals

LOCAL INSTANCE TLC

Trace == 
	<<[light |-> "red", passed |-> <<0, TRUE>>], [light |-> "yellow", passed |-> <<0, TRUE>>], [light |-> "flashing", passed |-> <<0, TRUE>>]>>

_init ==
/\ light = Trace[1].light
/\ passed = Trace[1].passed

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ light = Trace[i].light
/\ passed = Trace[i].passed
/\ light' = Trace[j].light
/\ passed' = Trace[j].passed

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<light, passed>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<light, passed>>

====