---- MODULE Cabinet ----
(* Why: INSTANCE in its forms: named, WITH expressions and operators, parametrised, LOCAL, implicit substitution,
   and names reached through two instances. *)
EXTENDS Integers

VARIABLES left, right, pair

Bigger(n) == n + 1

Left == INSTANCE Drawer WITH Limit <- 3, Grow <- Bigger, content <- left
Side(lim, c) == INSTANCE Drawer WITH Limit <- lim, Grow <- LAMBDA n : n + 2, content <- c
LOCAL content == pair[1]
LOCAL Limit == 2
LOCAL Grow(n) == n + 1
Inner == INSTANCE Drawer

---- MODULE Shelf ----
  EXTENDS Naturals
  VARIABLE load
  Heavy == load > 4
  Put == load' = load + 1
====

R == INSTANCE Shelf WITH load <- right

Init == /\ Left!Empty
        /\ right = 0
        /\ pair = <<0, 0>>
        /\ Inner!Empty

AddLeft == Left!Add /\ UNCHANGED <<right, pair>>
AddRight == Side(4, right)!Add /\ UNCHANGED <<left, pair>>
TakeRight == Side(4, right)!Remove /\ UNCHANGED <<left, pair>>
PutRight == ~R!Heavy /\ R!Put /\ UNCHANGED <<left, pair>>
AddPair == ~Inner!Full /\ pair' = <<Grow(pair[1]), left>> /\ UNCHANGED <<left, right>>
RemoveLeft == Left!Remove /\ UNCHANGED <<right, pair>>

Next == AddLeft \/ AddRight \/ TakeRight \/ PutRight \/ AddPair \/ RemoveLeft

Limits == /\ ~Left!Fits(2) /\ Left!Fits(1)
          /\ Side(4, right)!Twice(3) = 6
          /\ Left!Full <=> left = 3
          /\ right \in 0..5
          /\ Inner!Full => pair[1] = 2
====
expect Cabinet.cfg
  verdict ok
  generated 949
  distinct 216
  depth 12
  tlc Version 2026.04.29.164809 (rev: cc6b616)
