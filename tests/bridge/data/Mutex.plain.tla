---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[tries |-> <<0, 0>>, lock |-> FALSE, pc |-> <<"test", "test">>], [tries |-> <<1, 0>>, lock |-> FALSE, pc |-> <<"set", "test">>], [tries |-> <<1, 1>>, lock |-> FALSE, pc |-> <<"set", "set">>], [tries |-> <<1, 1>>, lock |-> TRUE, pc |-> <<"crit", "set">>], [tries |-> <<1, 1>>, lock |-> TRUE, pc |-> <<"crit", "crit">>]>>

====