---- MODULE Copies ----
\* Copies of library modules lie beside the spec. They count for the spec, but neither for the built-in modules, which need
\* what a copy lacks, nor where TLC has an operator in Java.
EXTENDS Naturals, Sequences, Functions, FiniteSetsExt

VARIABLE log

ASSUME IsInjective(<<1, 2>>)
ASSUME Pairs(<<3, 4>>) = {<<1, 3>>, <<2, 4>>}
ASSUME FoldSet(LAMBDA a, b : a + b, 0, Range(<<1, 2, 2>>)) = 3
ASSUME SelectSeq(<<1, 2, 3>>, LAMBDA x : x > 1) = <<2, 3>>

Init == log = <<>>
Next == Len(log) < 3 /\ \E x \in 1..2 : log' = Append(log, x)
Spec == Init /\ [][Next]_log

Filled == log = <<>> \/ log \in NonEmpty(1..2)
====
expect Copies.cfg
  verdict ok
  generated 15
  distinct 15
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
