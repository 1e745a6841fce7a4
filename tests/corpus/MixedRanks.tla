---- MODULE MixedRanks ----
(* Why: sets that mix model values with other things are legal; TLC orders an untyped model value before every other kind. *)
EXTENDS Integers, Sequences

CONSTANTS None, Top

VARIABLES pool, log

RECURSIVE Ranked(_)
Ranked(S) == IF S = {} THEN <<>> ELSE LET h == CHOOSE x \in S : TRUE IN <<h>> \o Ranked(S \ {h})

Init == /\ \/ pool = {None, 3, -1}
           \/ pool = {Top, None, "word"}
           \/ pool = {<<1>>, None}
           \/ pool = {{}, Top, {0}}
           \/ pool = {TRUE, None}
           \/ pool = {[a |-> 1], Top, None}
        /\ log = <<>>

Pick == pool # {} /\ LET x == CHOOSE y \in pool : TRUE IN log' = Append(log, x) /\ pool' = pool \ {x}
PickOther == \E x \in pool : x # None /\ log' = <<x>> \o log /\ pool' = pool \ {x, None}
Next == Pick \/ PickOther

Ordered == pool = {} => Len(log) < 4
NoneIsLeast == \A S \in {pool} : None \in S => (CHOOSE x \in S : TRUE) \in {None, Top}
====
expect MixedRanks.cfg
  verdict ok
  generated 87
  distinct 68
  depth 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
