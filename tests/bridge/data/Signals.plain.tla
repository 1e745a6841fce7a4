---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[passed |-> <<0, TRUE>>, light |-> "red"], [passed |-> <<0, TRUE>>, light |-> "yellow"], [passed |-> <<0, TRUE>>, light |-> "flashing"]>>

====