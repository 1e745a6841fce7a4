---- MODULE trace ----
LOCAL INSTANCE TLC

CounterExample == 
	[action |-> {<<<<1, [lamp |-> "off", button |-> {}]>>, [name |-> "Press", location |-> [beginLine |-> 6, beginColumn |-> 18, endLine |-> 6, endColumn |-> 68, module |-> "Lamp"], context |-> [finger |-> "index"], parameters |-> <<"finger">>], <<2, [lamp |-> "off", button |-> {"index"}]>>>>, <<<<2, [lamp |-> "off", button |-> {"index"}]>>, [name |-> "Press", location |-> [beginLine |-> 6, beginColumn |-> 18, endLine |-> 6, endColumn |-> 68, module |-> "Lamp"], context |-> [finger |-> "index"], parameters |-> <<"finger">>], <<2, [lamp |-> "off", button |-> {"index"}]>>>>}, state |-> {<<1, [lamp |-> "off", button |-> {}]>>, <<2, [lamp |-> "off", button |-> {"index"}]>>}]

====