---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[level |-> 0, reads |-> 0], [level |-> 2, reads |-> 0], [level |-> 4, reads |-> 0]>>

====