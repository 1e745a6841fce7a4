---- MODULE trace ----
LOCAL INSTANCE TLC

CounterExample == 
	[action |-> {<<<<1, [first |-> Nobody, level |-> (0 :> 0 @@ 1 :> 1), waits |-> (ada :> FALSE @@ eve :> FALSE)]>>, [name |-> "Offer", location |-> [beginLine |-> 8, beginColumn |-> 13, endLine |-> 12, endColumn |-> 30, module |-> "Doorway"], context |-> [p |-> ada], parameters |-> <<"p">>], <<2, [first |-> Nobody, level |-> (0 :> 1 @@ 1 :> 1), waits |-> (ada :> TRUE @@ eve :> FALSE)]>>>>, <<<<2, [first |-> Nobody, level |-> (0 :> 1 @@ 1 :> 1), waits |-> (ada :> TRUE @@ eve :> FALSE)]>>, [name |-> "Offer", location |-> [beginLine |-> 8, beginColumn |-> 13, endLine |-> 12, endColumn |-> 30, module |-> "Doorway"], context |-> [p |-> eve], parameters |-> <<"p">>], <<3, [first |-> Nobody, level |-> (0 :> 2 @@ 1 :> 1), waits |-> (ada :> TRUE @@ eve :> TRUE)]>>>>}, state |-> {<<1, [first |-> Nobody, level |-> (0 :> 0 @@ 1 :> 1), waits |-> (ada :> FALSE @@ eve :> FALSE)]>>, <<2, [first |-> Nobody, level |-> (0 :> 1 @@ 1 :> 1), waits |-> (ada :> TRUE @@ eve :> FALSE)]>>, <<3, [first |-> Nobody, level |-> (0 :> 2 @@ 1 :> 1), waits |-> (ada :> TRUE @@ eve :> TRUE)]>>}]

====