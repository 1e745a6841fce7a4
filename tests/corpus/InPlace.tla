---- MODULE InPlace ----
(* Why: what is changed or looked at where it lies. One place of a function in a function, also where there is none and
   where it is read again primed; what has several forms beside an atom or a number; a LET that names a large part of the
   state, while a part of that changes; a recursive operator that walks along it. *)
EXTENDS Integers, Sequences

CONSTANTS Node, None

Block == [kind: {"root"}, weight: 1..2] \cup [kind: {"leaf"}, weight: 1..2, on: Node]

VARIABLES chain, box, turn
vars == <<chain, box, turn>>

(* chain[n][m]: what n knows of m's block; box[n][m]: what n told m, in order *)
Init ==
  /\ chain = [n \in Node |-> [m \in Node |-> None]]
  /\ box = [n \in Node |-> [m \in Node |-> <<>>]]
  /\ turn = 0

Root(n) ==
  /\ chain[n][n] = None
  /\ chain' = [chain EXCEPT ![n][n] = [kind |-> "root", weight |-> 1]]
  /\ UNCHANGED <<box, turn>>

Tell(n, m) ==
  LET known == chain[n]
      mine == known[n]
  IN /\ mine # None
     /\ Len(box[n][m]) < 2
     /\ box' = [box EXCEPT ![n][m] = Append(@, mine.weight)]
     /\ chain' = [chain EXCEPT ![n][n].weight = IF known[n].weight = 1 THEN 2 ELSE 1]
     /\ Len(box'[n][m]) <= 2 /\ chain'[n][n] # mine
     /\ UNCHANGED turn

Hear(n, m) ==
  LET told == box[m][n] IN
  /\ told # <<>>
  /\ turn < 3
  /\ chain' = [chain EXCEPT ![n][m] = IF @ = None THEN [kind |-> "leaf", weight |-> Head(told), on |-> m] ELSE None]
  /\ box' = [box EXCEPT ![m][n] = Tail(@)]
  /\ turn' = turn + 1

(* 7 is no node: nothing changes. *)
Miss(n) ==
  /\ turn = 3
  /\ chain' = [chain EXCEPT ![n][7] = None, ![n][7] = [kind |-> "root", weight |-> 2]]
  /\ box' = [box EXCEPT ![7][n] = <<1>>]
  /\ turn' = 4

Next == \E n \in Node : Root(n) \/ Miss(n) \/ \E m \in Node \ {n} : Tell(n, m) \/ Hear(n, m)
Spec == Init /\ [][Next]_vars

(* None is no function. *)
Spoil == turn = 3 /\ chain' = [chain EXCEPT ![1][2].weight = 2] /\ UNCHANGED <<box, turn>>
Spoiled == Next \/ Spoil

RECURSIVE Weight(_, _, _)
Weight(known, n, most) ==
  IF known[n] = None \/ most = 0 THEN 0
  ELSE LET b == known[n] IN b.weight + (IF b.kind = "leaf" THEN Weight(known, b.on, most - 1) ELSE 0)

Typed ==
  /\ \A n, m \in Node : chain[n][m] \in Block \cup {None} /\ Len(box[n][m]) <= 2
  /\ turn <= 4
Light == \A n, m \in Node : LET known == chain[n] IN known[m] = None \/ (Weight(known, m, 2) <= 4 /\ known[m] # None)
Lighter == \A n \in Node : LET known == chain[n] IN Weight(known, n, 2) + Weight(known, n, 1) < 4
====
expect InPlace.cfg
  verdict ok
  generated 281
  distinct 112
  depth 14
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect InPlace.heavy.cfg
  verdict invariant-violated
  violated Lighter
  generated 5
  distinct 5
  depth 3
  trace 3
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect InPlace.spoiled.cfg
  verdict evaluation-failed
  generated 125
  distinct 63
  depth 9
  trace 8
  tlc Version 2026.04.29.164809 (rev: cc6b616)
