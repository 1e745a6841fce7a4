---- MODULE HeadOfNothing ----
EXTENDS Integers, Sequences
VARIABLE queue
Init == queue = <<1>>
Take == queue' = Tail(queue)
Next == Take
====
---- CONFIG HeadOfNothing ----
INIT Init
NEXT Next
====
