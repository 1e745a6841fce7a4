---- MODULE te ----
EXTENDS Counter

LOCAL INSTANCE TLC

Trace == 
	<<[till |-> 2, slips |-> {}, mood |-> (ann :> "calm" @@ bob :> "calm"), log |-> <<>>], [till |-> 1, slips |-> {[price |-> 1, clerk |-> ann]}, mood |-> (ann :> "a \"bit\" tired" @@ bob :> "calm"), log |-> <<<<"sold", 1>>>>], [till |-> -1, slips |-> {[price |-> 1, clerk |-> ann], [price |-> 2, clerk |-> bob]}, mood |-> (ann :> "a \"bit\" tired" @@ bob :> "a \"bit\" tired"), log |-> <<<<"sold", 1>>, <<"sold", 2>>>>]>>

_init ==
/\ till = Trace[1].till
/\ slips = Trace[1].slips
/\ mood = Trace[1].mood
/\ log = Trace[1].log

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ till = Trace[i].till
/\ slips = Trace[i].slips
/\ mood = Trace[i].mood
/\ log = Trace[i].log
/\ till' = Trace[j].till
/\ slips' = Trace[j].slips
/\ mood' = Trace[j].mood
/\ log' = Trace[j].log

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<till, slips, mood, log>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<till, slips, mood, log>>

====