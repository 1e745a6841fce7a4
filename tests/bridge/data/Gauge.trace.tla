---- MODULE trace ----
LOCAL INSTANCE TLC

CounterExample == 
	[action |-> {<<<<1, [level |-> 0, reads |-> 0]>>, [name |-> "Fill", location |-> [beginLine |-> 6, beginColumn |-> 9, endLine |-> 6, endColumn |-> 60, module |-> "Gauge"]], <<2, [level |-> 2, reads |-> 0]>>>>, <<<<2, [level |-> 2, reads |-> 0]>>, [name |-> "Fill", location |-> [beginLine |-> 6, beginColumn |-> 9, endLine |-> 6, endColumn |-> 60, module |-> "Gauge"]], <<3, [level |-> 4, reads |-> 0]>>>>}, state |-> {<<1, [level |-> 0, reads |-> 0]>>, <<2, [level |-> 2, reads |-> 0]>>, <<3, [level |-> 4, reads |-> 0]>>}]

====