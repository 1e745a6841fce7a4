---- MODULE OneWay ----
\* Predicates of the community modules hold in one way, however many witnesses they have.
EXTENDS Integers, Sequences, SequencesExt, Functions

VARIABLES queue, chosen

Init == queue = <<1, 2, 1>> /\ chosen = 0
Next == \/ Contains(queue, 1) /\ chosen' = 1 /\ queue' = Append(Tail(queue), 2)
        \/ ExistsInjection({1, 2}, ToSet(queue)) /\ chosen' = 2 /\ UNCHANGED queue
        \/ ExistsSurjection({1, 2, 3}, ToSet(queue)) /\ chosen' = 3 /\ UNCHANGED queue
        \/ ExistsBijection({1, 2}, ToSet(queue)) /\ chosen' = 4 /\ UNCHANGED queue
====
expect OneWay.cfg
  verdict ok
  generated 51
  distinct 14
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
