---- MODULE trace ----
LOCAL INSTANCE TLC

CounterExample == 
	[action |-> {<<<<1, [passed |-> <<0, TRUE>>, light |-> "red"]>>, [name |-> "Yellow", location |-> [beginLine |-> 7, beginColumn |-> 11, endLine |-> 7, endColumn |-> 80, module |-> "Signals"]], <<2, [passed |-> <<0, TRUE>>, light |-> "yellow"]>>>>, <<<<2, [passed |-> <<0, TRUE>>, light |-> "yellow"]>>, [name |-> "Flash", location |-> [beginLine |-> 8, beginColumn |-> 10, endLine |-> 8, endColumn |-> 68, module |-> "Signals"]], <<3, [passed |-> <<0, TRUE>>, light |-> "flashing"]>>>>, <<<<3, [passed |-> <<0, TRUE>>, light |-> "flashing"]>>, [name |-> "Yellow", location |-> [beginLine |-> 7, beginColumn |-> 11, endLine |-> 7, endColumn |-> 80, module |-> "Signals"]], <<2, [passed |-> <<0, TRUE>>, light |-> "yellow"]>>>>}, state |-> {<<1, [passed |-> <<0, TRUE>>, light |-> "red"]>>, <<2, [passed |-> <<0, TRUE>>, light |-> "yellow"]>>, <<3, [passed |-> <<0, TRUE>>, light |-> "flashing"]>>}]

====