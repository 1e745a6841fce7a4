---- MODULE Buffered ----
(* Why: refinement: PROPERTY is the specification of an instantiated module, with a refinement mapping; safety and liveness part. *)
EXTENDS Naturals, Sequences

CONSTANTS Item, Nothing

VARIABLES first, second, taken

vars == <<first, second, taken>>

Init == first = Nothing /\ second = Nothing /\ taken = Nothing

Put(i) == first = Nothing /\ first' = i /\ UNCHANGED <<second, taken>>
Shift == first # Nothing /\ second = Nothing /\ second' = first /\ first' = Nothing /\ UNCHANGED taken
Get == second # Nothing /\ taken' = second /\ second' = Nothing /\ UNCHANGED first
GetAny == (first # Nothing \/ second # Nothing) /\ \E s \in {first, second} \ {Nothing} :
            taken' = s /\ IF s = second THEN second' = Nothing /\ first' = first ELSE first' = Nothing /\ second' = second

Next == Shift \/ Get \/ \E i \in Item : Put(i)
Spec == Init /\ [][Next]_vars /\ WF_vars(Shift) /\ WF_vars(Get)
Hasty == Init /\ [][Next \/ GetAny]_vars /\ WF_vars(Shift) /\ WF_vars(Get)
Lazy == Init /\ [][Next]_vars /\ WF_vars(Get)

Contents == (IF second = Nothing THEN <<>> ELSE <<second>>) \o (IF first = Nothing THEN <<>> ELSE <<first>>)

Abstract == INSTANCE Bounded WITH queue <- Contents, out <- taken, Limit <- 2
Implements == Abstract!Spec
ImplementsSafely == Abstract!Safe
Drains == Abstract!Drains
====
expect Buffered.cfg
  verdict ok
  generated 43
  distinct 27
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Buffered.hasty.cfg
  verdict property-violated
  generated 25
  distinct 16
  depth 5
  trace 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect Buffered.lazy.cfg
  verdict property-violated
  violated Implements
  generated 43
  distinct 27
  depth 7
  trace 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
