---- MODULE te ----
EXTENDS Mutex

LOCAL INSTANCE TLC

Trace == 
	<<[pc |-> <<"test", "test">>, lock |-> FALSE, tries |-> <<0, 0>>], [pc |-> <<"set", "test">>, lock |-> FALSE, tries |-> <<1, 0>>], [pc |-> <<"set", "set">>, lock |-> FALSE, tries |-> <<1, 1>>], [pc |-> <<"crit", "set">>, lock |-> TRUE, tries |-> <<1, 1>>], [pc |-> <<"crit", "crit">>, lock |-> TRUE, tries |-> <<1, 1>>]>>

_init ==
/\ pc = Trace[1].pc
/\ lock = Trace[1].lock
/\ tries = Trace[1].tries

_next ==
\E i,j \in DOMAIN Trace:
/\ i = TLCGet("level")
/\ j = i + 1
/\ pc = Trace[i].pc
/\ lock = Trace[i].lock
/\ tries = Trace[i].tries
/\ pc' = Trace[j].pc
/\ lock' = Trace[j].lock
/\ tries' = Trace[j].tries

(* Allow infinite stuttering to prevent deadlock on termination. *)
_terminating ==
	UNCHANGED <<pc, lock, tries>>

_spec == 
	_init /\ [][_next \/ _terminating]_<<pc, lock, tries>>

====