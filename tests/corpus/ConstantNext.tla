------------------------------ MODULE ConstantNext ------------------------------
\* Steps that give a variable a constant that is no literal of C++, under ENABLED: fairness asks whether they change anything.
EXTENDS Integers, Sequences
VARIABLES switch, queue
vars == <<switch, queue>>

Init == switch = [count |-> 0, on |-> FALSE] /\ queue = <<>>
On == ~switch.on /\ switch' = [switch EXCEPT !.on = TRUE] /\ UNCHANGED queue
Off == queue' = <<>> /\ switch.on /\ switch' = [switch EXCEPT !.count = 1, !.on = FALSE]
Next == On \/ Off
Spec == Init /\ [][Next]_vars /\ WF_vars(Off /\ switch.count = 0) /\ WF_vars(Next)

Counted == <>(switch.count = 1)
Open == ENABLED <<Next>>_vars
=================================================================================
expect ConstantNext.cfg
  verdict ok
  generated 5
  distinct 4
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
