---------------------------- MODULE GivenToEnabled ----------------------------
(* Why: an action that is given to an operator which asks whether it is ENABLED. Where it stands decides of the
   variables of an instance in it: a value's are what is put for them, an operator's are free. An invariant may give one
   that is written out, too. *)
EXTENDS Naturals
VARIABLE x

----------------------------- MODULE Clocks -----------------------------
EXTENDS Naturals
VARIABLES u, v
Apart == u' = u /\ v' = v + 1
By(n) == u' = u /\ v' = v + n
Can(act) == ENABLED act
CanBy(Op(_)) == ENABLED Op(1)
Directly == ENABLED Apart
AsAValue == Can(Apart)
AsAnOperator == CanBy(By)
InALet == LET act == Apart IN ENABLED act
=========================================================================

I == INSTANCE Clocks WITH u <- x, v <- x

Init == x \in 1..3
Next == x' = 9 - x
Spec == Init /\ [][Next]_x

Directly == I!Directly
AsAnOperator == I!AsAnOperator
AsAValue == ~I!AsAValue
InALet == ~I!InALet
FromOutside == ~I!Can(I!Apart) /\ ~I!CanBy(I!By) /\ I!Can(Next)

Can(act) == ENABLED act
WrittenOut == Can(x' = x) /\ ~Can(x' = x /\ x < 0) /\ (x > 0 \/ ~Can(x' = 1))
Let == LET act == x' = x + 1 IN ENABLED act
==============================================================================
expect GivenToEnabled.cfg
  verdict ok
  generated 9
  distinct 6
  depth 2
  tlc Version 2026.04.29.164809 (rev: cc6b616)
