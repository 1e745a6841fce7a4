---- MODULE Jugs ----
(* Jugs that are filled, emptied and poured into each other. *)
EXTENDS Integers
CONSTANTS Jug, Size, Nothing
VARIABLES water, last
M == INSTANCE JugsMath
Pour(a, b) == LET amount == M!Least(water[a], Size[b] - water[b])
              IN  water' = [water EXCEPT ![a] = @ - amount, ![b] = @ + amount]
Init == water = [j \in Jug |-> 0] /\ last = Nothing
Next == \E j \in Jug :
          /\ \/ water' = [water EXCEPT ![j] = Size[j]]
             \/ water' = [water EXCEPT ![j] = 0]
             \/ \E k \in Jug \ {j} : Pour(j, k)
          /\ last' = j
Spec == Init /\ [][Next]_<<water, last>>
TypeOK == water \in [Jug -> Nat]
====
