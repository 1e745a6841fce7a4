---- MODULE plain ----
LOCAL INSTANCE TLC

Trace == 
	<<[turns |-> (t1 :> 0 @@ t2 :> 0), asleep |-> {}], [turns |-> (t1 :> 0 @@ t2 :> 0), asleep |-> {t1}], [turns |-> (t1 :> 1 @@ t2 :> 0), asleep |-> {}], [turns |-> (t1 :> 1 @@ t2 :> 0), asleep |-> {t1}], [turns |-> (t1 :> 1 @@ t2 :> 0), asleep |-> {t1, t2}]>>

====