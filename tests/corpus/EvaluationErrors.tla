---- MODULE EvaluationErrors ----
(* Why: meaningless expressions met on the way; each .cfg takes one of them. The verdict is the same whatever the mistake is,
   the counts say when it was met. *)
EXTENDS Integers, Sequences, TLC

CONSTANT Mistake

VARIABLES n, s

Init == n = 0 /\ s = <<>>

Wrong == CASE Mistake = "head"     -> Head(SubSeq(s, 4, 3))
           [] Mistake = "apply"    -> s[n + 1]
           [] Mistake = "field"    -> [a |-> 1].b
           [] Mistake = "compare"  -> IF n = "three" THEN 1 ELSE 0
           [] Mistake = "choose"   -> CHOOSE k \in 1..3 : k > n + 1
           [] Mistake = "case"     -> (CASE n < 0 -> 1 [] n > 9 -> 2)
           [] Mistake = "divide"   -> 5 \div (n - 3)
           [] Mistake = "boolean"  -> IF n THEN 1 ELSE 2
           [] Mistake = "infinite" -> IF \E k \in Nat : k = n THEN 1 ELSE 0
           [] Mistake = "element"  -> IF n \in {"a"} THEN 1 ELSE 0
           [] Mistake = "subseq"   -> Len(SubSeq(s, 1, 3))
           [] Mistake = "tail"     -> Len(Tail(s))
           [] Mistake = "domain"   -> IF DOMAIN n = {} THEN 1 ELSE 0
           [] Mistake = "modulo"   -> n % 0
           [] Mistake = "overflow" -> 2147483647 + n - 2
           [] Mistake = "mixedset" -> IF {n, "n"} = {} THEN 1 ELSE 0
           [] OTHER                -> 0

Grow == n < 5 /\ n' = n + 1 /\ s' = Append(s, n)
Use == n = 3 /\ n' = Wrong /\ s' = <<Wrong>>
Reset == n = 5 /\ n' \in 0..1 /\ s' = IF n' = 0 THEN <<>> ELSE <<0>>

Next == Grow \/ Use \/ Reset

Sane == n \in Int
====
expect EvaluationErrors.boolean.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.case.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.cfg
  verdict ok
  generated 17
  distinct 12
  depth 10
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.choose.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.compare.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.divide.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.domain.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.element.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.field.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.head.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.infinite.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.mixedset.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.modulo.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.overflow.cfg
  verdict evaluation-failed
  generated 5
  distinct 5
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect EvaluationErrors.subseq.cfg
  verdict evaluation-failed
  generated 8
  distinct 8
  depth 6
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
