---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[first |-> Nobody, level |-> (0 :> 0 @@ 1 :> 1), waits |-> (ada :> FALSE @@ eve :> FALSE)], [first |-> Nobody, level |-> (0 :> 1 @@ 1 :> 1), waits |-> (ada :> TRUE @@ eve :> FALSE)], [first |-> Nobody, level |-> (0 :> 2 @@ 1 :> 1), waits |-> (ada :> TRUE @@ eve :> TRUE)]>>

====