---- MODULE Disguise ----
\* ALIAS: the trace shows other names than the variables', and the next state beside this one.
EXTENDS Integers, Sequences
VARIABLES hidden, queue
Init == hidden = 0 /\ queue = <<>>
Put(n) == Len(queue) < 2 /\ queue' = Append(queue, n) /\ UNCHANGED hidden
Take == queue # <<>> /\ hidden' = hidden + Head(queue) /\ queue' = Tail(queue)
Next == Take \/ \E n \in {1, 3} : Put(n)
Small == hidden < 4
Shown == [length |-> Len(queue), total |-> hidden, next |-> hidden']
====
