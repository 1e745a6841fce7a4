---- MODULE JunctionLists ----
(* Why: every layout of bulleted lists that changes what a formula means; each ASSUME fails if a list is grouped wrongly. *)
EXTENDS Integers

VARIABLES a, b, c

T == TRUE
F == FALSE

\* A nested list belongs to the bullet it stands under.
ASSUME NestedOr == /\ \/ F
                      \/ T
                   /\ T

\* An infix operator at or left of the column takes the whole list as its left operand.
ASSUME InfixAfterList == (/\ T
                          /\ F) = FALSE

ASSUME ImpliesTakesList ==
   /\ T
   /\ F
  => F

\* Same column, other operator: the list ends and the operator is infix.
ASSUME OtherBulletSameColumn ==
  (\/ F
   \/ T) /\ T

\* An open expression swallows the rest of its own item, and no more.
ASSUME QuantifierStopsAtItem ==
  ~ (/\ \A x \in 1..3 : x > 0 \/ F
     /\ F)

ASSUME IfInsideItem ==
  /\ IF T THEN T
          ELSE F
  /\ LET y == 2 IN y = 2
  /\ CASE T -> T [] OTHER -> F

\* A list inside parentheses, inside a set, inside an argument.
Twice(p) == p /\ p
ASSUME InArguments == Twice(/\ T
                            /\ T) /\ {n \in 1..4 : \/ n = 1
                                                   \/ n = 4} = {1, 4}

\* One-line lists: the second bullet is right of the first, so it is infix.
ASSUME OneLine == /\ T /\ T
                  /\ (\/ F \/ T)

\* A list as the operand of a negation and of an equality.
ASSUME NegatedList == ~ \/ F
                        \/ F

ASSUME EqualityOfLists == (/\ T
                           /\ T) = (\/ F
                                    \/ T)

\* A bullet right of the column of the enclosing one opens a list of its own.
Init == /\ a \in 0..1
        /\    /\ b = 0
              /\ c = 0

Next ==
  \/ /\ a = 0
     /\ \/ b' = 1 /\ c' = c
        \/ /\ b' = b
           /\ c' = (c + 1) % 3
     /\ a' = 1
  \/    /\ a = 1
        /\ \E d \in {1, 2} :
              /\ b' = (b + d) % 4
              /\ \/ /\ d = 1
                    /\ c' = 0
                 \/ /\ d = 2
                    /\ c' = c
        /\ a' \in {0,
                   1}

Bounds == /\ a \in 0..1
          /\ \/ b \in 0..1
             \/ b \in 2..3
          /\ c \in 0..2
====
expect JunctionLists.cfg
  verdict ok
  generated 74
  distinct 24
  depth 7
  tlc Version 2026.04.29.164809 (rev: cc6b616)
