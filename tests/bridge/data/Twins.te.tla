---- MODULE te ----
EXTENDS Twins

LOCAL INSTANCE TLC

Trace == 
	<<[asleep |-> {}, turns |-> (t1 :> 0 @@ t2 :> 0)], [asleep |-> {t1}, turns |-> (t1 :> 0 @@ t2 :> 0)], [asleep |-> {}, turns |-> (t1 :> 1 @@ t2 :> 0)], [asleep |-> {t1}, turns |-> (t1 :> 1 @@ t2 :> 0)], [asleep |-> {t1, t2}, turns |-> (t1 :> 1 @@ t2 :> 0)]>>

_init ==
/\ asleep = Trace[1].asleep
/\ turns = Trace[1].turns

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ asleep = Trace[i].asleep
/\ turns = Trace[i].turns
/\ asleep' = Trace[j].asleep
/\ turns' = Trace[j].turns

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<asleep, turns>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<asleep, turns>>

====