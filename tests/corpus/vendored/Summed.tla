-------------------------------- MODULE Summed --------------------------------
(* A copy of a module beside the spec that nothing built in is asked for otherwise. *)
EXTENDS Integers

LOCAL INSTANCE Folds

VARIABLE purse

Total == MapThenFoldSet(LAMBDA x, y : x + y, 0, LAMBDA c : purse[c] * c, LAMBDA S : CHOOSE c \in S : TRUE, DOMAIN purse)

Init == purse = [c \in {1, 2, 5} |-> 0]
Next == \E c \in DOMAIN purse : Total + c <= 10 /\ purse' = [purse EXCEPT ![c] = @ + 1]
Spec == Init /\ [][Next]_purse

Enough == Total <= 10
=============================================================================
expect Summed.cfg
  verdict ok
  generated 84
  distinct 49
  depth 11
  tlc Version 2026.04.29.164809 (rev: cc6b616)
