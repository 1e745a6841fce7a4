---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[mood |-> (ann :> "calm" @@ bob :> "calm"), till |-> 2, slips |-> {}, log |-> <<>>], [mood |-> (ann :> "a \"bit\" tired" @@ bob :> "calm"), till |-> 1, slips |-> {[price |-> 1, clerk |-> ann]}, log |-> <<<<"sold", 1>>>>], [mood |-> (ann :> "a \"bit\" tired" @@ bob :> "a \"bit\" tired"), till |-> -1, slips |-> {[price |-> 1, clerk |-> ann], [price |-> 2, clerk |-> bob]}, log |-> <<<<"sold", 1>>, <<"sold", 2>>>>]>>

====