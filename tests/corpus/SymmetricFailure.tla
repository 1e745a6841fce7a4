---- MODULE SymmetricFailure ----
(* Why: a violation and a deadlock found in a model reduced by symmetry: states made of sets, functions and sequences of model values. *)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS Guest, Room, NoOne
VARIABLES lobby, room, history

Sym == Permutations(Guest) \cup Permutations(Room)

Init == lobby = Guest /\ room = [r \in Room |-> NoOne] /\ history = <<>>
CheckIn(g, r) == /\ g \in lobby /\ room[r] = NoOne
                 /\ lobby' = lobby \ {g}
                 /\ room' = [room EXCEPT ![r] = g]
                 /\ history' = IF Len(history) < 2 THEN Append(history, <<g, r>>) ELSE Tail(history) \o <<<<g, r>>>>
Swap(r, s) == /\ r # s /\ room[r] # NoOne
              /\ room' = [room EXCEPT ![r] = room[s], ![s] = room[r]]
              /\ UNCHANGED <<lobby, history>>
Next == \E r \in Room : (\E g \in Guest : CheckIn(g, r)) \/ \E s \in Room : room[s] # NoOne /\ Swap(r, s) /\ lobby # {}
Different == \A i, j \in DOMAIN history : i # j => history[i][1] # history[j][1]
NeverMoved == Len(history) = 2 => room[history[1][2]] = history[1][1]
====
expect SymmetricFailure.cfg
  verdict deadlock
  generated 27
  distinct 6
  depth 5
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SymmetricFailure.full.cfg
  verdict ok
  generated 661
  distinct 445
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SymmetricFailure.moved.cfg
  verdict invariant-violated
  violated NeverMoved
  generated 20
  distinct 4
  depth 4
  trace 4
  tlc Version 2026.04.29.164809 (rev: cc6b616)
expect SymmetricFailure.nodeadlock.cfg
  verdict ok
  generated 27
  distinct 6
  depth 5
  tlc Version 2026.04.29.164809 (rev: cc6b616)
