---- MODULE te ----
EXTENDS Lamp

LOCAL INSTANCE TLC

Trace == 
	<<[lamp |-> "off", button |-> {}], [lamp |-> "off", button |-> {"index"}]>>

_init ==
/\ lamp = Trace[1].lamp
/\ button = Trace[1].button

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ lamp = Trace[i].lamp
/\ button = Trace[i].button
/\ lamp' = Trace[j].lamp
/\ button' = Trace[j].button

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<lamp, button>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<lamp, button>>

====