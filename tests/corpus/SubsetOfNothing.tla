---------------------------- MODULE SubsetOfNothing ----------------------------
\* Whether nothing is part of a set: the set is listed all the same, and what it is made of has no value.
EXTENDS Integers, Sequences, FiniteSets
VARIABLES q, t, r
Init == q = <<1>> /\ t = {} /\ r = TRUE
Shorter == q # <<>> /\ q' = Tail(q)
Written == Shorter /\ r' = (t \subseteq {Head(q), 2}) /\ UNCHANGED t
Asked == q = <<>> /\ r' = (t \subseteq {Head(q)}) /\ UNCHANGED <<q, t>>
Mapped == q = <<>> /\ r' = (t \subseteq {v + Head(q) : v \in 1..2}) /\ UNCHANGED <<q, t>>
Fine == q = <<>> /\ r' = (t \subseteq {v + Len(q) : v \in 1..2}) /\ UNCHANGED <<q, t>>
NextWritten == Written \/ Asked
NextMapped == Written \/ Mapped
NextFine == Written \/ Fine
================================================================================
expect SubsetOfNothing.cfg
  verdict ok
  generated 3
  distinct 2
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SubsetOfNothing.mapped.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SubsetOfNothing.written.cfg
  verdict evaluation-failed
  generated 2
  distinct 2
  depth 2
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
