---------------------------- MODULE UnionsOfForms ----------------------------
\* Membership in the union of sets that are not listed: functions, records, sets by a rule, one for each of a range.
EXTENDS Integers, Sequences
CONSTANTS Most, None
VARIABLES f, q, r
Values == Int
BoundedSeq(S, n) == UNION {[1..m -> S] : m \in 0..n}

Init == f = [i \in 0..1 |-> 0] /\ q = <<>> /\ r = [at |-> [i \in 0..1 |-> {}], of |-> [i \in 0..1 |-> -1]]
Put == \E i \in 0..1 : f[i] < 2 /\ f' = [f EXCEPT ![i] = @ + 1] /\ UNCHANGED <<q, r>>
Queue == Len(q) < Most /\ \E b \in 0..1 : q' = Append(q, f[b]) /\ UNCHANGED <<f, r>>
Read == \E i \in 0..1 : r' = [r EXCEPT !.at[i] = @ \cup {f[i]}, !.of[i] = f[1 - i]] /\ UNCHANGED <<f, q>>
Next == Put \/ Queue \/ Read

TypeOK == /\ f \in UNION {[0..2 -> 0..1], [0..1 -> 0..2]}
          /\ q \in BoundedSeq(0..2, 2)
          /\ r \in [at : UNION {[0..1 -> SUBSET (0..2)]}, of : UNION {[0..1 -> Values \cup {None}]}]
Small == f \notin UNION {[0..n -> 1..n] : n \in 0..1}
NoHead == f \in UNION {[0..1 -> 0..2], [0..1 -> SUBSET {Head(q)}]}
=============================================================================
expect UnionsOfForms.cfg
  verdict ok
  generated 29057
  distinct 9124
  depth 13
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect UnionsOfForms.head.cfg
  verdict evaluation-failed
  generated 1
  distinct 1
  depth 1
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect UnionsOfForms.long.cfg
  verdict invariant-violated
  violated TypeOK
  generated 104
  distinct 68
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect UnionsOfForms.small.cfg
  verdict invariant-violated
  violated Small
  generated 9
  distinct 8
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
