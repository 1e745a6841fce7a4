---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[lamp |-> "off", button |-> {}], [lamp |-> "off", button |-> {"index"}]>>

====